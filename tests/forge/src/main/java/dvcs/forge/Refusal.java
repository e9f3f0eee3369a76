package dvcs.forge;

/** Ends a request with an answer that is no success. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("answered " + answer.status, null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
