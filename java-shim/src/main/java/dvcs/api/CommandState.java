package dvcs.api;

/**
 * What became of a smart commit's command. The same command that comes again (rebased, squashed, in a fork) is {@link #REPEATED}
 * if the earlier one ran, may have run, will run or was dismissed; if it failed, was refused or was not executed, the later one runs,
 * and the earlier one is dismissed.
 */
public enum CommandState {
    /** Its turn comes, or, where only verified authors may act, the forge's word on its author. */
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
    /** The same command as an earlier one: rebased, squashed, in a fork. A person may have it executed all the same. */
    REPEATED,
    /** Too old, in a merge, older than the moment at which smart commits were switched on, or switched off or deleted before its turn. */
    NOT_EXECUTED,
    /** It may have happened or not; a person has to look. */
    UNKNOWN,
    /**
     * It shall not run: a person decided that, who may have seen that it happened or did it by hand, so that it counts as one that
     * ran; or the same command came again with another commit and ran with that.
     */
    DISMISSED
}
