package dvcs.store;

import java.sql.SQLException;
import java.util.List;

/**
 * What left a repository: branches that are gone, commits that no branch reaches any more. A run marks them with a time
 * below 0, by which they are still shown; when it ends well they become tombstones, unless the brake holds. A full reading
 * marks nothing: what it did not meet carries an older generation.
 */
final class Departures {
    /** Rows of one transaction. */
    static final int SLICE = 500;
    private static final String THERE = " WHERE [REPOSITORY_ID] = ? AND [GONE_AT] <= 0";
    private static final String MARKED = " WHERE [REPOSITORY_ID] = ? AND [GONE_AT] < 0";

    private final int repositoryId;
    private final int generation;
    private final boolean reread;
    private final long now;

    /** {@code reread}: a full reading was here. */
    Departures(int repositoryId, int generation, boolean reread, long now) {
        this.repositoryId = repositoryId;
        this.generation = generation;
        this.reread = reread;
        this.now = now;
    }

    /** {@code before} and {@code after} this run. */
    record Verdict(Brake before, Brake after) {
        boolean holds() {
            return after.holds();
        }

        /** What was held back is settled, but which commits had left meanwhile only a full reading can say. */
        boolean released() {
            return before.holds() && !after.holds();
        }
    }

    Verdict judge(Sql sql) throws SQLException {
        Brake before = sql.one("SELECT " + Brake.COLUMNS + " FROM <REPOSITORY> WHERE [ID] = ?", row -> Brake.read(row, 1), repositoryId)
                .orElse(Brake.RELEASED);
        long missing = reread
                ? sql.count("SELECT COUNT(*) FROM <BRANCH>" + THERE + " AND [GENERATION] < ?", repositoryId, generation)
                : sql.count("SELECT COUNT(*) FROM <BRANCH>" + MARKED, repositoryId);
        long all = sql.count("SELECT COUNT(*) FROM <BRANCH>" + THERE, repositoryId);
        return new Verdict(before, before.next((int) missing, (int) all, now));
    }

    /** Whether one slice is enough. */
    boolean few(Sql sql) throws SQLException {
        return !reread && sql.count("SELECT COUNT(*) FROM <COMMIT>" + MARKED, repositoryId)
                + sql.count("SELECT COUNT(*) FROM <BRANCH>" + MARKED, repositoryId) <= SLICE;
    }

    /** Makes tombstones of at most 500 rows, commits before the branches that held them. False: none is left. */
    boolean bury(Sql sql) throws SQLException {
        boolean buried = bury(sql, "COMMIT", "") || bury(sql, "BRANCH", ", [KNOWN_HEAD] = NULL");
        if (buried) {
            sql.update("UPDATE <REPOSITORY> SET [GRAVES_SINCE] = ? WHERE [ID] = ? AND ([GRAVES_SINCE] = 0 OR [GRAVES_SINCE] IS NULL)",
                    now, repositoryId);
        }
        return buried;
    }

    /** Takes the marks of at most 500 rows away. False: none is left. */
    boolean forget(Sql sql) throws SQLException {
        return unmark(sql, "COMMIT") || unmark(sql, "BRANCH");
    }

    private boolean bury(Sql sql, String table, String more) throws SQLException {
        String from = "SELECT [ID] FROM <" + table + ">" + (reread ? THERE + " AND [GENERATION] < ?" : MARKED);
        Object[] parameters = reread ? new Object[] {repositoryId, generation} : new Object[] {repositoryId};
        List<Integer> ids = sql.page(from, row -> row.getInt(1), 0, SLICE, parameters);
        sql.batch("UPDATE <" + table + "> SET [GONE_AT] = ?" + more + " WHERE [ID] = ?", ids, id -> new Object[] {now, id});
        return !ids.isEmpty();
    }

    private boolean unmark(Sql sql, String table) throws SQLException {
        List<Integer> ids = sql.page("SELECT [ID] FROM <" + table + ">" + MARKED, row -> row.getInt(1), 0, SLICE, repositoryId);
        sql.batch("UPDATE <" + table + "> SET [GONE_AT] = 0 WHERE [ID] = ?", ids, id -> new Object[] {id});
        return !ids.isEmpty();
    }
}
