package dvcs.web;

/** An answer that is an error: the message is a sentence for the person who asked, the field names what is wrong. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;

    Refusal(int status, String message) {
        this(status, message, "");
    }

    Refusal(int status, String message, String field) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    /** Empty when no single field is to blame. */
    String field() {
        return field;
    }
}
