package dvcs.store;

/** What a commit's row says about its smart commit (column COMMAND_STATE). */
final class CommandMark {
    static final int NONE = 0;
    /** To be executed. */
    static final int DUE = 1;
    /** Its commands are in the ledger. */
    static final int TAKEN = 2;
    /** First seen when the repository was not armed: never executed. */
    static final int HISTORY = 3;
    /** First seen by a run that is not over: what else the run finds decides whether it is a repetition. */
    static final int FRESH = 4;
    /** Its repository was disarmed before it was executed: its commands are to be written down as not executed. */
    static final int WITHDRAWN = 5;

    private CommandMark() {}

    /** Of a commit that is stored for the first time. */
    static int of(String message, boolean armed) {
        if (!mayCommand(message)) {
            return NONE;
        }
        return armed ? FRESH : HISTORY;
    }

    /** Whether the first line has a {@code #} before a letter. The grammar is the core's; this finds at least what it finds. */
    static boolean mayCommand(String message) {
        int newLine = message.indexOf('\n');
        int end = newLine < 0 ? message.length() : newLine;
        for (int at = message.indexOf('#'); at >= 0 && at + 1 < end; at = message.indexOf('#', at + 1)) {
            if (Character.isLetter(message.codePointAt(at + 1))) {
                return true;
            }
        }
        return false;
    }
}
