package dvcs.commands;

/** Sentences that more than one place says. */
final class Words {
    /** The same for an issue that does not exist and one that its author may not see. */
    static final String NO_ISSUE = "There is no such issue, or the author of the commit may not see it.";

    static final String NO_ACCOUNT = "The account was removed.";

    private Words() {}

    /**
     * Of an error that nobody expected. A reason is shown to whoever sees the issue, and the error's own words may be about
     * anything, another issue among it: they are for the log.
     */
    static String of(Throwable cause) {
        return "an unexpected error (" + cause.getClass().getSimpleName() + "), described in Jira's log";
    }
}
