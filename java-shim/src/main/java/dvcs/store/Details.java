package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What commits changed and how merge requests were reviewed: which of them are not known yet, and storing them. */
public final class Details {
    /** Due at the end of time: known, until the row changes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 11; // to seven days

    /** Repositories that one round looks at: those with new rows first, then those that were not served for longest. */
    private static final int REPOSITORIES = 10;
    // None counts as 0, which is due too and which wake never writes: a wake from it has to be seen by LOOK.
    private static final String LOOKED_FOR = " FROM <REPOSITORY> WHERE [ACCOUNT_ID] = ? AND [LINKED] = ? AND [GONE_AT] = 0 "
            + "AND COALESCE([DETAILS_DUE], 0) <= ?";
    private static final String LOOK = "UPDATE <REPOSITORY> SET [DETAILS_DUE] = ? WHERE [ID] = ? AND COALESCE([DETAILS_DUE], 0) = ?";
    private static final String DUE = " WHERE [REPOSITORY_ID] = ? AND ([DETAILS_DUE] IS NULL OR [DETAILS_DUE] <= ?)";
    // 0 or below: not a tombstone.
    private static final String COMMITS = "SELECT [UNIQUE_HASH], [SHA], [AUTHORED_AT], [DETAILS_TRIES] FROM <COMMIT>" + DUE
            + " AND [GONE_AT] <= 0 ORDER BY [AUTHORED_AT] DESC, [ID] DESC";
    private static final String REQUESTS = "SELECT [UNIQUE_HASH], [IID], [UPDATED_AT], [DETAILS_TRIES] FROM <MERGE_REQUEST>" + DUE
            + " ORDER BY [UPDATED_AT] DESC, [ID] DESC";

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

    /** Rows came or changed: their details are looked for in the next round. */
    static void wake(Sql sql, int repositoryId) throws SQLException {
        sql.update("UPDATE <REPOSITORY> SET [DETAILS_DUE] = CASE WHEN [DETAILS_DUE] < 0 THEN [DETAILS_DUE] - 1 ELSE -1 END WHERE [ID] = ?",
                repositoryId);
    }

    /** Whether {@link #wanted} may find something: costs next to nothing. */
    public boolean any(int accountId) {
        return database.read(sql -> sql.count("SELECT COUNT(*)" + LOOKED_FOR, accountId, true, clock.millis())) > 0;
    }

    private record Look(int repositoryId, long due) {}

    /** The newest of both kinds whose time has come, in some of the linked repositories; the others have their turn later. */
    public List<Wanted> wanted(int accountId, int limit) {
        long now = clock.millis();
        List<Look> looks = database.read(sql -> sql.page("SELECT [ID], COALESCE([DETAILS_DUE], 0)" + LOOKED_FOR
                + " ORDER BY COALESCE([DETAILS_DUE], 0), [LAST_ACTIVITY] DESC, [ID]",
                row -> new Look(row.getInt(1), row.getLong(2)), 0, REPOSITORIES, accountId, true, now));
        List<Wanted> found = new ArrayList<>();
        for (Look look : looks) {
            List<Wanted> some = database.read(sql -> wanted(sql, look.repositoryId(), limit, now));
            if (some.isEmpty()) {
                next(look, database.read(sql -> next(sql, look.repositoryId())));
            }
            found.addAll(some);
        }
        found.sort(Comparator.comparingLong(Wanted::at).reversed());
        List<Wanted> taken = List.copyOf(found.subList(0, Math.min(limit, found.size())));
        Set<Integer> served = taken.stream().map(Wanted::repositoryId).collect(Collectors.toSet());
        looks.stream().filter(look -> served.contains(look.repositoryId())).forEach(look -> next(look, now));
        return taken;
    }

    // Unless rows came meanwhile. A transaction for each: a listing may be updating many of them in its own order.
    private void next(Look look, long due) {
        database.change(sql -> sql.update(LOOK, due, look.repositoryId(), look.due()));
    }

    private static List<Wanted> wanted(Sql sql, int repositoryId, int limit, long now) throws SQLException {
        List<Wanted> found = sql.page(COMMITS, row -> new Wanted(repositoryId, row.getString(1), row.getString(2), 0,
                row.getLong(3), row.getInt(4)), 0, limit, repositoryId, now);
        found.addAll(sql.page(REQUESTS, row -> new Wanted(repositoryId, row.getString(1), "", row.getLong(2),
                row.getLong(3), row.getInt(4)), 0, limit, repositoryId, now));
        return found;
    }

    private static long next(Sql sql, int repositoryId) throws SQLException {
        long next = NEVER;
        for (String from : List.of("<COMMIT> WHERE [GONE_AT] <= 0 AND ", "<MERGE_REQUEST> WHERE ")) {
            next = Math.min(next, sql.one("SELECT COALESCE(MIN([DETAILS_DUE]), " + NEVER + ") FROM " + from + "[REPOSITORY_ID] = ?",
                    row -> row.getLong(1), repositoryId).orElse(NEVER));
        }
        return next;
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
     * @param asked when the merge requests had changed that were asked about, by their numbers: one that has changed since is
     *     asked about again, and this answer is too old for it
     * @param goneRequests the forge says that they do not exist: they are removed. A commit that it does not find may be too
     *     new for it, or about to leave its branch: the synchronisation will tell
     * @throws LeaseLostException nothing was stored
     */
    public void store(Lease lease, int repositoryId, Map<Long, Long> asked, List<ChangesRow> changes, List<ReviewRow> reviews,
            List<Long> goneRequests) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            for (ChangesRow row : changes) {
                store(sql, repositoryId, row);
            }
            for (ReviewRow row : reviews) {
                if (isAsAsked(sql, repositoryId, row.iid(), asked, row.approved())) {
                    new ReviewerTable(repositoryId).replace(sql, Map.of(MergeRequestTable.hash(repositoryId, row.iid()), row.reviewers()));
                }
            }
            List<Long> gone = new ArrayList<>();
            for (long iid : goneRequests) {
                if (isAsAsked(sql, repositoryId, iid, asked, false)) {
                    gone.add(iid);
                }
            }
            new MergeRequestTable(repositoryId, 0, clock.millis()).delete(sql, gone);
        });
    }

    /** Marks the merge request as known, which also locks it; false: it has changed, or is gone. */
    private static boolean isAsAsked(Sql sql, int repositoryId, long iid, Map<Long, Long> asked, boolean approved) throws SQLException {
        return sql.update("UPDATE <MERGE_REQUEST> SET [APPROVED] = ?, [DETAILS_DUE] = ?, [DETAILS_TRIES] = 0 "
                + "WHERE [UNIQUE_HASH] = ? AND [UPDATED_AT] = ?", approved, NEVER, MergeRequestTable.hash(repositoryId, iid),
                asked.getOrDefault(iid, -1L)) == 1;
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
}
