package dvcs.commands;

import java.time.Duration;

/** What is not executed because there is too much of it, or because it is too old. */
public record Limits(Duration age, int perCommit, int recorded) {
    /** System property: days after its author date for which a commit's commands are executed; 14 if absent. */
    static final String AGE = "dvcs.smartcommits.max.age.days";

    /** System property: days for which the ledger keeps commands that nothing needs any more; 365 if absent. */
    static final String KEEP = "dvcs.smartcommits.keep.days";
    /** Clocks of nodes differ, and an age limit may be raised a little. */
    private static final int MARGIN_DAYS = 7;

    /** How long commands are kept: longer than their commits are executed. */
    public static Duration kept() {
        return Duration.ofDays(Math.max(Long.getLong(KEEP, 365), configured().age().toDays() + MARGIN_DAYS));
    }

    public static Limits configured() {
        return new Limits(Duration.ofDays(Math.max(0, Long.getLong(AGE, 14))), 50, 200);
    }

    boolean isTooOld(long authoredAt, long now) {
        return now - authoredAt > age.toMillis();
    }
}
