package dvcs.store;

import dvcs.api.HeldDeletions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads repositories and changes their state. */
public final class Repositories {
    private static final String SELECT = "SELECT [ID], [ACCOUNT_ID], [FORGE_ID], [PATH], [NAME], [WEB_URL], [CLONE_URL], "
            + "[DEFAULT_BRANCH], [ARCHIVED], [WITHOUT_COMMITS], [LINKED], [STATE], [ERROR], [LAST_ACTIVITY], [LAST_SYNC], "
            + "[VERIFIED_AT], [GONE_AT], [GENERATION], [TARGET_GENERATION], [GRAMMAR_VERSION], [COMMIT_COUNT], "
            + "[BRANCH_COUNT], [MERGE_REQUEST_COUNT], [SOURCE], [PROBED_AT], [FULL_WANTED], [DEPARTURES], " + Brake.COLUMNS + " FROM <REPOSITORY>";

    private final Database database;

    public Repositories(Database database) {
        this.database = database;
    }

    /** Sums over an account's repositories. */
    public record Totals(int repositories, int done, int failed, long commits) {}

    public Optional<RepositoryRecord> find(int id) {
        return database.read(sql -> sql.one(SELECT + " WHERE [ID] = ?", Repositories::read, id));
    }

    /** In no order; what is gone is left out. */
    public List<RepositoryRecord> find(Collection<Integer> ids) {
        return database.read(sql -> sql.queryIn(SELECT + " WHERE [ID] IN (?*)", ids, Repositories::read));
    }

    public List<RepositoryRecord> ofAccount(int accountId) {
        return database.read(sql -> sql.query(SELECT + " WHERE [ACCOUNT_ID] = ? ORDER BY [ID]", Repositories::read, accountId));
    }

    /** In the order of their paths. */
    public List<RepositoryRecord> page(RepositorySearch search, int start, int limit) {
        return database.read(sql -> sql.page(SELECT + search.where() + " ORDER BY [PATH], [ID]", Repositories::read, start, limit,
                search.parameters()));
    }

    public int count(RepositorySearch search) {
        return (int) (long) database.read(
                sql -> sql.count("SELECT COUNT(*) FROM <REPOSITORY>" + search.where(), search.parameters()));
    }

    public Totals totals(int accountId) {
        return database.read(sql -> sql.one(
                "SELECT COUNT(*), SUM(CASE WHEN [GENERATION] > 0 THEN 1 ELSE 0 END), "
                        + "SUM(CASE WHEN [STATE] = 'FAILED' THEN 1 ELSE 0 END), SUM([COMMIT_COUNT]) FROM <REPOSITORY> "
                        + "WHERE [ACCOUNT_ID] = ? AND [LINKED] = ? AND [GONE_AT] = 0",
                row -> new Totals(row.getInt(1), row.getInt(2), row.getInt(3), row.getLong(4)), accountId, true)
                .orElseGet(() -> new Totals(0, 0, 0, 0)));
    }

    public void link(int id, boolean linked) {
        database.change(sql -> {
            sql.update("UPDATE <REPOSITORY> SET [LINKED] = ?, [RULED_OUT] = ? WHERE [ID] = ?", linked, false, id);
            if (!linked) {
                Arming.disarm(sql, id, "The repository was unlinked.");
            }
        });
    }

    /** @throws LeaseLostException another node works on it, and says itself how it stands */
    public void state(Lease lease, int id, String state, String error) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.update("UPDATE <REPOSITORY> SET [STATE] = ?, [ERROR] = ? WHERE [ID] = ?", state, Texts.of(error), id);
        });
    }

    /** Numbers of its linked merge requests, those that changed last first. */
    public List<Long> mergeRequests(int id, int limit) {
        return database.read(sql -> sql.page("SELECT [IID] FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ? ORDER BY [UPDATED_AT] DESC",
                row -> row.getLong(1), 0, limit, id));
    }

    /** An administrator's answer to the brake. False: it does not hold any more. */
    public boolean answer(int id, HeldDeletions.Decision decision) {
        return database.write(sql -> {
            boolean held = Brake.answer(sql, "REPOSITORY", id, decision);
            if (held) {
                // Which commits leave with the branches, or had left beside them, is what a full reading does not meet.
                sql.update("UPDATE <REPOSITORY> SET [FULL_WANTED] = ? WHERE [ID] = ?", true, id);
            }
            return held;
        });
    }

    /** Begins a full reading: new rows carry the next generation, the old ones stay until it is complete. */
    public void beginFull(Lease lease, int id, int grammarVersion) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            if (sql.count("SELECT [GRAMMAR_VERSION] FROM <REPOSITORY> WHERE [ID] = ?", id) != grammarVersion) {
                Arming.disarm(sql, id, "The pattern of project keys was changed."); // what another grammar finds is not new
            }
            sql.update("UPDATE <REPOSITORY> SET [TARGET_GENERATION] = [TARGET_GENERATION] + 1, [SYNC_CURSOR] = NULL, [END_CURSOR] = NULL, "
                    + "[FULL_WANTED] = ?, [GRAMMAR_VERSION] = ? WHERE [ID] = ?", false, grammarVersion, id);
        });
    }

    private static RepositoryRecord read(ResultSet row) throws SQLException {
        return new RepositoryRecord(row.getInt(1), row.getInt(2), row.getLong(3), Texts.orEmpty(row.getString(4)),
                Texts.orEmpty(row.getString(5)), Texts.orEmpty(row.getString(6)), Texts.orEmpty(row.getString(7)),
                Texts.orEmpty(row.getString(8)), row.getBoolean(9), row.getBoolean(10), row.getBoolean(11),
                Texts.orEmpty(row.getString(12)), Texts.orEmpty(row.getString(13)), row.getLong(14), row.getLong(15),
                row.getLong(16), row.getLong(17), row.getInt(18), row.getInt(19), row.getInt(20), row.getInt(21),
                row.getInt(22), row.getInt(23), Texts.orEmpty(row.getString(24)), row.getLong(25),
                row.getBoolean(26), row.getBoolean(27), Brake.read(row, 28));
    }
}
