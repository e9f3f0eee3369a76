package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Deletes rows for good: in transactions of at most 500 rows, each behind the repository's lease. */
public final class Removal {
    private static final List<String> CHILDREN =
            List.of("COMMIT_KEY", "BRANCH_KEY", "MR_KEY", "COMMIT", "BRANCH", "MERGE_REQUEST", "CHANGED_FILE",
                    "REVIEWER");
    private static final String EXPIRED = " WHERE [REPOSITORY_ID] = ? AND [GONE_AT] > 0 AND [GONE_AT] < ?";

    private final Database database;

    public Removal(Database database) {
        this.database = database;
    }

    public List<Integer> repositories(int accountId) {
        return database.read(sql ->
                sql.query("SELECT [ID] FROM <REPOSITORY> WHERE [ACCOUNT_ID] = ?", row -> row.getInt(1), accountId));
    }

    /** Of a removed account. The lease is to be seized: whoever still writes is fenced off by that. */
    public void repository(Lease lease, int id) {
        delete(lease, id, "The account was removed.", sql -> true);
    }

    /**
     * If it is still gone since before {@code limit}. A listing may bring it back at any time, under another lease: each slice
     * looks first, and holds the row while it deletes. What comes back after some of its rows went is read anew.
     */
    public void goneRepository(Lease lease, int id, long limit) {
        delete(lease, id, "The repository is gone.", sql -> sql.update("UPDATE <REPOSITORY> SET [FULL_WANTED] = ? WHERE [ID] = ? AND [GONE_AT] > 0 AND [GONE_AT] < ?",
                true, id, limit) == 1);
    }

    /** False: nothing may be deleted any more. */
    private interface Condition {
        boolean holds(Sql sql) throws SQLException;
    }

    private void delete(Lease lease, int id, String why, Condition condition) {
        Slices slices = new Slices(database, lease);
        slices.one(sql -> {
            if (condition.holds(sql)) {
                Arming.disarm(sql, id, why);
            }
            return null;
        });
        for (String table : CHILDREN) {
            slices.all(sql -> condition.holds(sql) && deleteSome(sql, table, id, why));
        }
        slices.one(sql -> {
            if (condition.holds(sql)) {
                HookMarks.forget(sql, id);
                sql.update("DELETE FROM <REPOSITORY> WHERE [ID] = ?", id);
                sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", lease.resource());
            }
            return null;
        });
    }

    private static boolean deleteSome(Sql sql, String table, int id, String why) throws SQLException {
        List<Integer> ids = sql.page("SELECT [ID] FROM <" + table + "> WHERE [REPOSITORY_ID] = ?", row -> row.getInt(1), 0,
                Departures.SLICE, id);
        if (table.equals("COMMIT")) {
            WriteOff.commits(sql, ids, why, Clock.systemUTC().millis());
        }
        sql.updateIn("DELETE FROM <" + table + "> WHERE [ID] IN (?*)", ids);
        return !ids.isEmpty();
    }

    /** Repositories that went before {@code limit} (epoch milliseconds): their grace is over. */
    public List<Integer> goneBefore(long limit) {
        return database.read(sql -> sql.query("SELECT [ID] FROM <REPOSITORY> WHERE [GONE_AT] > 0 AND [GONE_AT] < ?",
                row -> row.getInt(1), limit));
    }

    /** Repositories with tombstones of branches or commits that are older than {@code limit}. */
    public List<Integer> gravesBefore(long limit) {
        return database.read(sql -> sql.query("SELECT [ID] FROM <REPOSITORY> WHERE [GRAVES_SINCE] > 0 AND [GRAVES_SINCE] < ?",
                row -> row.getInt(1), limit));
    }

    /**
     * Deletes those tombstones of one repository, but for commits whose smart commits are not settled, or were there before it
     * was armed and authored since {@code history}: should they come back they would be new, and be executed.
     */
    public void graves(Lease lease, int id, long limit, long history) {
        String settled = " AND ([COMMAND_STATE] IN (" + CommandMark.NONE + ", " + CommandMark.TAKEN + ") OR [COMMAND_STATE] = "
                + CommandMark.HISTORY + " AND [AUTHORED_AT] < " + history + ")";
        new Slices(database, lease).all(sql -> expired(sql, "COMMIT", KeyTable.OF_COMMITS, settled, id, limit));
        new Slices(database, lease).all(sql -> expired(sql, "BRANCH", KeyTable.OF_BRANCHES, "", id, limit));
        database.change(sql -> {
            Leases.fence(sql, lease);
            List<Long> oldest = new ArrayList<>();
            for (String table : List.of("COMMIT", "BRANCH")) {
                oldest.add(sql.count("SELECT MIN([GONE_AT]) FROM <" + table + "> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] > 0", id));
            }
            long since = oldest.stream().filter(at -> at > 0).min(Long::compare).orElse(0L);
            sql.update("UPDATE <REPOSITORY> SET [GRAVES_SINCE] = ? WHERE [ID] = ?", since, id);
        });
    }

    private static boolean expired(Sql sql, String table, KeyTable keys, String settled, int id, long limit) throws SQLException {
        List<String> hashes = sql.page("SELECT [UNIQUE_HASH] FROM <" + table + ">" + EXPIRED + settled, row -> row.getString(1), 0,
                Departures.SLICE, id, limit);
        keys.delete(sql, hashes);
        sql.updateIn("DELETE FROM <" + table + "> WHERE [UNIQUE_HASH] IN (?*)", hashes);
        sql.updateIn("DELETE FROM <CHANGED_FILE> WHERE [COMMIT_HASH] IN (?*)", hashes); // after the commits: see Details
        return !hashes.isEmpty();
    }
}
