package dvcs.store;

/**
 * What makes two commands the same. A replay, rebase, cherry-pick or fork keeps the author and the author's date; a squash
 * keeps the author only.
 */
public final class CommandHash {
    private CommandHash() {}

    /** {@code occurrence}: how many equal commands for the same issue stand before it in its commit. */
    public static String unique(String issue, CommandRow.Origin origin, int occurrence, String command) {
        return Texts.hash("command", issue, author(origin), origin.authoredAt(), occurrence, command);
    }

    /** Without date and occurrence. */
    public static String equal(String issue, CommandRow.Origin origin, String command) {
        return Texts.hash("equal command", issue, author(origin), command);
    }

    /** Of a row that stands for no command of its own. */
    public static String place(CommandRow.Origin origin) {
        return Texts.hash("place", origin.repositoryId(), origin.sha(), origin.ordinal());
    }

    /** Of a command that did not run, and whose hash the one has that came in its place. */
    public static String succeeded(int id) {
        return Texts.hash("succeeded command", id);
    }

    private static String author(CommandRow.Origin origin) {
        String email = origin.authorEmail().strip();
        return email.isEmpty() ? "name:" + origin.authorName().strip() : AsciiCase.lower(email);
    }
}
