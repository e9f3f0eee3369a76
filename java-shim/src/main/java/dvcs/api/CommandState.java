package dvcs.api;

/** What became of a smart commit's command. */
public enum CommandState {
    /** Its turn comes. */
    WAITING,
    /** A node has taken it and not begun. */
    CLAIMED,
    /** Jira is at it; found in this state later, nobody knows at first whether it happened. */
    EXECUTING,
    DONE,
    /** Jira said no, and nothing was changed: it may be tried again. */
    FAILED,
    /** Not even tried: nobody to act, no such issue, not understood, too many. */
    REFUSED,
    /** The same command as an earlier one: rebased, squashed, in a fork. */
    REPEATED,
    /** Too old, in a merge, or older than the moment at which smart commits were switched on. */
    NOT_EXECUTED,
    /** It may have happened or not; a person has to look. */
    UNKNOWN,
    /** A person decided that it shall not run. */
    DISMISSED
}
