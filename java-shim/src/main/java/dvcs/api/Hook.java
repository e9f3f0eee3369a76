package dvcs.api;

/**
 * A webhook at the forge, as it was last seen.
 *
 * @param error what is wrong and what to do; empty: nothing
 * @param checkedAt epoch milliseconds; 0: never
 */
public record Hook(State state, String error, long checkedAt) {
    /** {@code GROUP}: it has none of its own, the group's tells of it. {@code REFUSED}: it could not be made. */
    public enum State { NONE, ACTIVE, GROUP, TEMPORARILY_DISABLED, DISABLED, REFUSED }

    public static final Hook NONE = new Hook(State.NONE, "", 0);
}
