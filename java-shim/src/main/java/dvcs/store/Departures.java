package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What left a repository: branches that are gone, commits that no branch reaches any more. A run marks them with a time
 * below 0, by which they are still shown; when it ends well they become tombstones, unless the brake holds. A full reading
 * marks nothing: what it did not meet carries an older generation. What an administrator keeps never leaves.
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
        Brake before = Brake.of(sql, "REPOSITORY", repositoryId);
        String count = "SELECT COUNT(*) FROM <BRANCH>";
        long missing = sql.count(count + leaving(), leavingOf(before));
        long all = sql.count(count + THERE + " AND " + Brake.MAY_GO, repositoryId, before.kept());
        boolean keeping = sql.count(count + THERE + " AND " + Brake.KEPT, repositoryId, before.kept()) > 0;
        return new Verdict(before, before.next((int) missing, (int) all, keeping, now));
    }

    boolean any(Sql sql) throws SQLException {
        return marked(sql) > 0;
    }

    /** Whether one slice is enough. */
    boolean few(Sql sql) throws SQLException {
        return !reread && marked(sql) <= SLICE;
    }

    /** Settles at most 500 rows as the verdict says. False: none is left. */
    boolean settle(Sql sql, Verdict verdict) throws SQLException {
        boolean settled = verdict.holds() ? inTables(sql, table -> hold(sql, table, verdict.after())) : bury(sql);
        return settled || forget(sql); // a mark that is left is of a row that was kept meanwhile
    }

    /** Takes the marks of at most 500 rows away. False: none is left. */
    boolean forget(Sql sql) throws SQLException {
        return inTables(sql, table -> unmark(sql, table));
    }

    /** Makes tombstones, commits before the branches that held them. */
    private boolean bury(Sql sql) throws SQLException {
        boolean buried = inTables(sql, table -> bury(sql, table, table.equals("BRANCH") ? ", [KNOWN_HEAD] = NULL" : ""));
        if (buried) {
            sql.update("UPDATE <REPOSITORY> SET [GRAVES_SINCE] = ? WHERE [ID] = ? AND ([GRAVES_SINCE] = 0 OR [GRAVES_SINCE] IS NULL)",
                    now, repositoryId);
        }
        return buried;
    }

    private boolean bury(Sql sql, String table, String more) throws SQLException {
        List<Integer> ids = ids(sql, table, leaving(), leavingOf(Brake.of(sql, "REPOSITORY", repositoryId)));
        sql.batch("UPDATE <" + table + "> SET [GONE_AT] = ?" + more + " WHERE [ID] = ?", ids, id -> new Object[] {now, id});
        return !ids.isEmpty();
    }

    // A full reading leaves its rows as they are: those that carry the time are done.
    private boolean hold(Sql sql, String table, Brake brake) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(leavingOf(brake)));
        if (reread) {
            parameters.add(brake.since());
        }
        String left = reread ? " AND ([HELD_AT] IS NULL OR [HELD_AT] <> ?)" : "";
        List<Integer> ids = ids(sql, table, leaving() + left, parameters.toArray());
        sql.batch("UPDATE <" + table + "> SET [GONE_AT] = 0, [HELD_AT] = ? WHERE [ID] = ?", ids, id -> new Object[] {brake.since(), id});
        return !ids.isEmpty();
    }

    private boolean unmark(Sql sql, String table) throws SQLException {
        List<Integer> ids = ids(sql, table, MARKED, repositoryId);
        sql.batch("UPDATE <" + table + "> SET [GONE_AT] = 0 WHERE [ID] = ?", ids, id -> new Object[] {id});
        return !ids.isEmpty();
    }

    private static List<Integer> ids(Sql sql, String table, String where, Object... parameters) throws SQLException {
        return sql.page("SELECT [ID] FROM <" + table + ">" + where, row -> row.getInt(1), 0, SLICE, parameters);
    }

    private long marked(Sql sql) throws SQLException {
        return (commitsMayLeave(sql) ? sql.count("SELECT COUNT(*) FROM <COMMIT>" + MARKED, repositoryId) : 0)
                + sql.count("SELECT COUNT(*) FROM <BRANCH>" + MARKED, repositoryId);
    }

    private interface Step {
        boolean run(String table) throws SQLException;
    }

    private boolean inTables(Sql sql, Step step) throws SQLException {
        return commitsMayLeave(sql) && step.run("COMMIT") || step.run("BRANCH");
    }

    // A run that marks commits says so in its repository's row: all others are spared a search among hundreds of thousands.
    private boolean commitsMayLeave(Sql sql) throws SQLException {
        return reread || sql.count("SELECT COUNT(*) FROM <REPOSITORY> WHERE [ID] = ? AND [DEPARTURES] = ?", repositoryId, true) > 0;
    }

    private String leaving() {
        return (reread ? THERE + " AND [GENERATION] < ?" : MARKED) + " AND " + Brake.MAY_GO;
    }

    private Object[] leavingOf(Brake brake) {
        return reread ? new Object[] {repositoryId, generation, brake.kept()} : new Object[] {repositoryId, brake.kept()};
    }
}
