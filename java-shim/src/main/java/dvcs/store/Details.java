package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What commits changed and how merge requests were reviewed: which of them are not known yet, and storing them. */
public final class Details {
    /** Due at the end of time: known, until the row changes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 11; // to seven days

    private static final String DUE = " X JOIN <REPOSITORY> R ON R.[ID] = X.[REPOSITORY_ID] WHERE R.[ACCOUNT_ID] = ? "
            + "AND R.[LINKED] = ? AND R.[GONE_AT] = 0 AND (X.[DETAILS_DUE] IS NULL OR X.[DETAILS_DUE] <= ?)";
    // 0 or below: not a tombstone.
    private static final String COMMITS = "SELECT X.[REPOSITORY_ID], X.[UNIQUE_HASH], X.[SHA], X.[AUTHORED_AT], "
            + "X.[DETAILS_TRIES] FROM <COMMIT>" + DUE + " AND X.[GONE_AT] <= 0 ORDER BY X.[AUTHORED_AT] DESC, X.[ID] DESC";
    private static final String REQUESTS = "SELECT X.[REPOSITORY_ID], X.[UNIQUE_HASH], X.[IID], X.[UPDATED_AT], "
            + "X.[DETAILS_TRIES] FROM <MERGE_REQUEST>" + DUE + " ORDER BY X.[UPDATED_AT] DESC, X.[ID] DESC";

    private final Database database;
    private final Clock clock;

    public Details(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A commit ({@code sha}) or merge request ({@code iid}, {@code sha} empty) without details. */
    public record Wanted(int repositoryId, String hash, String sha, long iid, long at, int tries) {
        public boolean isCommit() {
            return !sha.isEmpty();
        }
    }

    /** The newest of both kinds whose time has come, in linked repositories. */
    public List<Wanted> wanted(int accountId, int limit) {
        long now = clock.millis();
        return database.read(sql -> {
            List<Wanted> found = new ArrayList<>(sql.page(COMMITS, row -> new Wanted(row.getInt(1), row.getString(2),
                    row.getString(3), 0, row.getLong(4), row.getInt(5)), 0, limit, accountId, true, now));
            found.addAll(sql.page(REQUESTS, row -> new Wanted(row.getInt(1), row.getString(2), "", row.getLong(3),
                    row.getLong(4), row.getInt(5)), 0, limit, accountId, true, now));
            found.sort(Comparator.comparingLong(Wanted::at).reversed());
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        });
    }

    /** Before they are asked for: whatever becomes of the question, the next one comes later, and each time later still. */
    public void asking(Lease lease, List<Wanted> items) {
        long now = clock.millis();
        database.change(sql -> {
            Leases.fence(sql, lease);
            for (boolean commits : new boolean[] {true, false}) {
                sql.batch("UPDATE " + (commits ? "<COMMIT>" : "<MERGE_REQUEST>")
                                + " SET [DETAILS_DUE] = ?, [DETAILS_TRIES] = ? WHERE [UNIQUE_HASH] = ?",
                        items.stream().filter(item -> item.isCommit() == commits).toList(),
                        item -> new Object[] {now + pause(item.tries()), item.tries() + 1, item.hash()});
            }
        });
    }

    static long pause(int tries) {
        return FIRST_PAUSE.toMillis() << Math.min(Math.max(tries, 0), DOUBLINGS);
    }

    /**
     * @param goneRequests the forge says that they do not exist: they are removed. A commit that it does not find may be too
     *     new for it, or about to leave its branch: the synchronisation will tell
     * @throws LeaseLostException nothing was stored
     */
    public void store(Lease lease, int repositoryId, List<ChangesRow> changes, List<ReviewRow> reviews, List<Long> goneRequests) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            for (ChangesRow row : changes) {
                store(sql, repositoryId, row);
            }
            for (ReviewRow row : reviews) {
                store(sql, repositoryId, row);
            }
            new MergeRequestTable(repositoryId, 0, clock.millis()).delete(sql, goneRequests);
        });
    }

    // The update locks the row. One that is gone has no files, and whoever deletes it deletes its files after it.
    private static void store(Sql sql, int repositoryId, ChangesRow row) throws SQLException {
        String hash = CommitTable.hash(repositoryId, row.sha());
        int rows = sql.update("UPDATE <COMMIT> SET [CHANGES_LOADED] = ?, [FILES_CHANGED] = ?, [ADDED_LINES] = ?, "
                        + "[REMOVED_LINES] = ?, [CHANGES_COMPLETE] = ?, [DETAILS_DUE] = ?, [DETAILS_TRIES] = 0 WHERE [UNIQUE_HASH] = ?",
                true, row.filesChanged(), row.addedLines(), row.removedLines(), row.complete(), NEVER, hash);
        if (rows == 0) {
            return;
        }
        sql.update("DELETE FROM <CHANGED_FILE> WHERE [COMMIT_HASH] = ?", hash);
        List<Object[]> files = new ArrayList<>();
        for (ChangesRow.File file : row.files()) {
            files.add(new Object[] {repositoryId, hash, files.size(), Texts.of(file.path()), Texts.of(file.oldPath()),
                Texts.cut(file.kind(), 20), file.addedLines(), file.removedLines()});
        }
        sql.batch("INSERT INTO <CHANGED_FILE> ([REPOSITORY_ID], [COMMIT_HASH], [ORDINAL], [PATH], [OLD_PATH], [CHANGE_KIND], "
                + "[ADDED_LINES], [REMOVED_LINES]) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", files, file -> file);
    }

    private static void store(Sql sql, int repositoryId, ReviewRow row) throws SQLException {
        String hash = MergeRequestTable.hash(repositoryId, row.iid());
        int rows = sql.update("UPDATE <MERGE_REQUEST> SET [APPROVED] = ?, [DETAILS_DUE] = ?, [DETAILS_TRIES] = 0 "
                + "WHERE [UNIQUE_HASH] = ?", row.approved(), NEVER, hash);
        if (rows > 0) {
            new ReviewerTable(repositoryId).replace(sql, Map.of(hash, row.reviewers()));
        }
    }
}
