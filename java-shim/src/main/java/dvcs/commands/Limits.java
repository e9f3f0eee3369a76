package dvcs.commands;

import java.time.Duration;

/** What is not executed because there is too much of it, or because it is too old. */
public record Limits(Duration age, int perCommit, int recorded) {
    /** System property: days after its author date for which a commit's commands are executed; 14 if absent. */
    static final String AGE = "dvcs.smartcommits.max.age.days";

    public static Limits configured() {
        return new Limits(Duration.ofDays(Math.max(0, Long.getLong(AGE, 14))), 50, 200);
    }

    boolean isTooOld(long authoredAt, long now) {
        return now - authoredAt > age.toMillis();
    }
}
