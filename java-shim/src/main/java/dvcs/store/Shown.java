package dvcs.store;

import java.util.Set;

/** Which statements may change what issues show: those that write to the tables which {@link DevelopmentReader} reads. */
final class Shown {
    private static final Set<String> TABLES = Set.of("COMMIT", "COMMIT_KEY", "CHANGED_FILE", "COMMAND", "BRANCH", "BRANCH_KEY",
            "MERGE_REQUEST", "MR_KEY", "REVIEWER");
    /** Other columns of a repository change with every run. */
    private static final String LINKED = "UPDATE <REPOSITORY> SET [LINKED]";

    private Shown() {}

    /** {@code text}: an INSERT, UPDATE or DELETE; the table that it writes to is the first it names. */
    static boolean by(String text) {
        int from = text.indexOf('<');
        int to = text.indexOf('>', from);
        return from >= 0 && to > from && TABLES.contains(text.substring(from + 1, to)) || text.startsWith(LINKED);
    }
}
