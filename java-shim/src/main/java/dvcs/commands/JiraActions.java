package dvcs.commands;

import dvcs.api.CommandKind;
import java.util.List;
import java.util.Optional;

/**
 * What the runner needs of Jira. Actions happen as the acting user (by user key), whose permissions Jira checks. Whatever
 * Jira says in words is an answer; an exception means that nobody knows what happened.
 */
public interface JiraActions {
    /** By a present or former key, whoever may see it. */
    Optional<IssueRef> issue(String key);

    /** The same issue, wherever it was moved to. */
    Optional<IssueRef> issue(long id);

    List<Person> byEmail(String email);

    Optional<Person> byName(String name);

    Optional<Person> byKey(String key);

    boolean maySee(String actor, long issueId);

    /** Whether Jira would do it; changes nothing. */
    Answer check(Act act);

    Answer perform(Act act);

    /** Those that this user may use now. */
    List<Transition> transitions(long issueId, String actor);

    Situation situation(long issueId);

    /** Comments of this user with this date. */
    List<Trace> comments(long issueId, String actor, long created);

    /** Work logs of this user with this start. */
    List<Trace> workLogs(long issueId, String actor, long started);

    /**
     * Something to be done in Jira.
     *
     * @param actor user key
     * @param text the comment, of the work log or with the transition; empty: none
     * @param time as Jira reads it, of TIME; the remaining estimate is adjusted
     * @param date of the comment, or when the work was done, epoch milliseconds
     * @param transition the id that {@link #transitions} gave
     */
    record Act(CommandKind kind, long issueId, String actor, String text, String time, long date, int transition) {}

    /** {@code key}: the present one. */
    record IssueRef(long id, String key) {}

    record Person(String key, String name, String displayName, String email, boolean active) {}

    record Transition(int id, String name) {}

    /** Status, and when the issue last changed, by Jira's clock. */
    record Situation(String statusId, String status, long updated) {
        /** To compare with what it is later. */
        String text() {
            return statusId + " " + updated;
        }
    }

    /** Something that may be what a command did. {@code seconds}: 0 for comments. */
    record Trace(String id, String text, long seconds) {}

    /** {@code effect} of what was done, or {@code reason} why not: Jira's own words. */
    record Answer(boolean done, String effect, String reason) {
        public static Answer done(String effect) {
            return new Answer(true, effect, "");
        }

        public static Answer refused(String reason) {
            return new Answer(false, "", reason);
        }
    }
}
