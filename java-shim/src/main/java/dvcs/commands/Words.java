package dvcs.commands;

/** Sentences that more than one place says. */
final class Words {
    /** The same for an issue that does not exist and one that its author may not see. */
    static final String NO_ISSUE = "There is no such issue, or the author of the commit may not see it.";

    static final String NO_ACCOUNT = "The account was removed.";

    private Words() {}

    /** What went wrong, as a sentence; an exception without words has a name at least. */
    static String of(Throwable cause) {
        String words = cause.getMessage();
        return words == null || words.isBlank() ? cause.getClass().getSimpleName() : words;
    }
}
