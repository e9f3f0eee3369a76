package dvcs.store;

import dvcs.api.Development;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the issue page shows. Reads the database only, so it works without the native library. */
public final class DevelopmentReader {
    /** More of one kind on one issue would be no use to a reader and a burden to Jira; the newest count. */
    static final int LIMIT = 5_000;

    /** Characters of messages, together. Behind it first lines must do: a page is no place for hundreds of megabytes. */
    static final int MESSAGES = 4 * 1024 * 1024;
    private static final int FIRST_LINE = 200;

    private static final String SHOWN = " JOIN <REPOSITORY> R ON R.[ID] = X.[REPOSITORY_ID] WHERE R.[LINKED] = ? AND ";
    private static final String COMMITS = "SELECT X.[SHA], R.[PATH], R.[WEB_URL], X.[WEB_URL], X.[AUTHOR_NAME], "
            + "X.[AUTHOR_EMAIL], X.[AUTHORED_AT], X.[AUTHORED_OFFSET], X.[PARENT_COUNT], X.[MESSAGE], X.[MESSAGE_CUT], "
            + "X.[UNIQUE_HASH], X.[CHANGES_LOADED], X.[FILES_CHANGED], X.[ADDED_LINES], X.[REMOVED_LINES], X.[CHANGES_COMPLETE], X.[COMMAND_STATE] "
            + "FROM <COMMIT> X" + SHOWN
            + "X.[GONE_AT] <= 0 AND X.[UNIQUE_HASH] IN (SELECT [COMMIT_HASH] FROM <COMMIT_KEY> WHERE [ISSUE_KEY] IN (?*)) "
            + "ORDER BY X.[AUTHORED_AT] DESC, X.[ID] DESC";
    private static final String BRANCHES = "SELECT X.[NAME], R.[PATH], R.[WEB_URL], X.[HEAD], A.[HOST] FROM <BRANCH> X"
            + " JOIN <REPOSITORY> R ON R.[ID] = X.[REPOSITORY_ID] JOIN <ACCOUNT> A ON A.[ID] = R.[ACCOUNT_ID]"
            + " WHERE R.[LINKED] = ? AND X.[GONE_AT] <= 0 AND "
            + "X.[UNIQUE_HASH] IN (SELECT [BRANCH_HASH] FROM <BRANCH_KEY> WHERE [ISSUE_KEY] IN (?*)) ORDER BY X.[ID] DESC";
    private static final String MERGE_REQUESTS = "SELECT X.[IID], R.[PATH], X.[WEB_URL], X.[TITLE], X.[STATE], X.[DRAFT], "
            + "X.[SOURCE_BRANCH], X.[TARGET_BRANCH], X.[AUTHOR], X.[UPDATED_AT], X.[UNIQUE_HASH], X.[APPROVED] "
            + "FROM <MERGE_REQUEST> X" + SHOWN
            + "X.[UNIQUE_HASH] IN (SELECT [REQUEST_HASH] FROM <MR_KEY> WHERE [ISSUE_KEY] IN (?*)) "
            + "ORDER BY X.[UPDATED_AT] DESC, X.[ID] DESC";

    private final Database database;

    public DevelopmentReader(Database database) {
        this.database = database;
    }

    public Development read(Set<String> keys) {
        if (keys.isEmpty()) {
            return new Development(List.of(), List.of(), List.of());
        }
        int[] left = {MESSAGES};
        boolean[] more = new boolean[3];
        return database.read(sql -> new Development(
                DetailsReader.withFiles(sql, CommandReader.withCommands(sql, keys, newest(once(select(sql, COMMITS, row -> commit(row, left), keys, () -> more[0] = true),
                        found -> found.item().repositoryUrl() + "\n" + found.item().sha()),
                        Comparator.comparingLong(found -> found.item().authored())))),
                once(select(sql, BRANCHES, DevelopmentReader::branch, keys, () -> more[1] = true), branch -> branch.url() + "\n" + branch.name()),
                DetailsReader.withReviewers(sql, newest(
                        once(select(sql, MERGE_REQUESTS, DevelopmentReader::mergeRequest, keys, () -> more[2] = true),
                                found -> found.item().url() + "\n" + found.item().iid()),
                        Comparator.comparingLong(found -> found.item().updated()))),
                more[0], more[1], more[2]));
    }

    // Two accounts may hold the same repository: a group and its subgroup, say. A fork has an address of its own.
    private static <T> List<T> once(List<T> found, Function<T, String> identity) {
        Set<String> seen = new HashSet<>();
        return new ArrayList<>(found.stream().filter(item -> seen.add(identity.apply(item))).toList());
    }

    // An issue has few keys: one IN list holds them, except for an issue that moved more than a hundred times.
    private static <T> List<T> select(Sql sql, String text, Sql.Row<T> row, Set<String> keys, Runnable cut) throws SQLException {
        List<Object> all = new ArrayList<>(keys);
        List<T> found = new ArrayList<>();
        for (int at = 0; at < all.size(); at += Sql.LIST) {
            List<Object> parameters = new ArrayList<>();
            parameters.add(true);
            parameters.addAll(all.subList(at, Math.min(at + Sql.LIST, all.size())));
            List<T> piece = sql.page(Sql.list(text, parameters.size() - 1), row, 0, LIMIT + 1, parameters.toArray());
            if (piece.size() > LIMIT) {
                cut.run();
                piece.remove(LIMIT);
            }
            found.addAll(piece);
        }
        return found;
    }

    private static <T> List<T> newest(List<T> found, Comparator<T> time) {
        found.sort(time.reversed()); // stable: the database's order stays among equals
        return found;
    }

    private static DetailsReader.Found<Development.Commit> commit(ResultSet row, int[] left) throws SQLException {
        String whole = Texts.orEmpty(row.getString(10));
        String message = whole.length() <= left[0] ? whole : firstLine(whole);
        left[0] -= Math.min(left[0], message.length());
        boolean loaded = row.getBoolean(13);
        var changes = !loaded ? Development.Changes.NOT_LOADED : new Development.Changes(true, row.getLong(14), row.getLong(15),
                row.getLong(16), row.getBoolean(17), List.of());
        return new DetailsReader.Found<>(row.getString(12), new Development.Commit(row.getString(1), Texts.orEmpty(row.getString(2)), Texts.orEmpty(row.getString(3)),
                Texts.orEmpty(row.getString(4)), Texts.orEmpty(row.getString(5)), Texts.orEmpty(row.getString(6)),
                row.getLong(7), row.getInt(8), row.getInt(9), message,
                row.getBoolean(11) || message.length() < whole.length(), changes, CommandReader.of(row.getInt(18))));
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.substring(0, line.offsetByCodePoints(0, Math.min(FIRST_LINE, line.codePointCount(0, line.length()))));
    }

    private static Development.Branch branch(ResultSet row) throws SQLException {
        String name = Texts.orEmpty(row.getString(1));
        String repositoryUrl = Texts.orEmpty(row.getString(3));
        return new Development.Branch(name, Texts.orEmpty(row.getString(2)),
                BranchUrl.of(row.getString(5), repositoryUrl, name), Texts.orEmpty(row.getString(4)));
    }

    private static DetailsReader.Found<Development.MergeRequest> mergeRequest(ResultSet row) throws SQLException {
        return new DetailsReader.Found<>(row.getString(11), new Development.MergeRequest(row.getLong(1), Texts.orEmpty(row.getString(2)), Texts.orEmpty(row.getString(3)),
                Texts.orEmpty(row.getString(4)), Texts.orEmpty(row.getString(5)), row.getBoolean(6),
                Texts.orEmpty(row.getString(7)), Texts.orEmpty(row.getString(8)), Texts.orEmpty(row.getString(9)),
                row.getLong(10), row.getBoolean(12), List.of()));
    }
}
