package dvcs.store;

/**
 * The forge's word on the author of a commit, for accounts whose policy is strict (columns VERIFIED and VERIFIED_REASON). It
 * is about the author's e-mail address only: an author writes any name, so that nobody may be found by it.
 *
 * @param reason of {@link State#DENIED}: why, and what to do; a sentence for people; else empty
 */
public record Verification(State state, String reason) {
    public enum State {
        /** The forge has not answered yet; it is asked as long as a command waits. Whoever waits for it is woken by the answer. */
        AWAITED,
        VERIFIED,
        /** Not vouched for, or the forge can't say. Asked again when a person retries the command. */
        DENIED
    }

    static Verification of(int column, String reason) {
        return switch (column) {
            case 1 -> new Verification(State.VERIFIED, "");
            case 2 -> new Verification(State.DENIED, reason);
            default -> new Verification(State.AWAITED, "");
        };
    }
}
