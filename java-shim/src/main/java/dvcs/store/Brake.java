package dvcs.store;

import dvcs.api.HeldDeletions;
import dvcs.api.HeldDeletions.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The brake against a forge that suddenly shows little: repositories of an account, or branches of a repository. While it
 * holds nothing is removed; what is back releases it. An administrator may say that the rest is really gone, or that it is
 * to be kept: then the rows that were held are set aside for good, and what vanishes later is judged without them.
 *
 * @param missing items that were missing when it was last looked at; 0: there is nothing to say about it
 * @param since when it tripped; the rows that it holds back carry this time
 * @param kept rows that were held back until then are kept
 */
public record Brake(int missing, int all, long since, Decision decision, long kept) {
    public static final Brake RELEASED = new Brake(0, 0, 0, Decision.OPEN, 0);
    /** At least so many, and more than one in five. */
    static final int ITEMS = 10;
    static final int SHARE = 5;
    static final String COLUMNS = "[HELD_MISSING], [HELD_ALL], [HELD_SINCE], [HELD_DECISION], [KEPT_AT]";
    /** Of a row that may go; to be given {@link #kept}. */
    static final String MAY_GO = "([HELD_AT] IS NULL OR [HELD_AT] <= 0 OR [HELD_AT] > ?)";
    /** Of a row that an administrator keeps; to be given {@link #kept}. */
    static final String KEPT = "([HELD_AT] > 0 AND [HELD_AT] <= ?)";
    private static final String SET = " SET [HELD_MISSING] = ?, [HELD_ALL] = ?, [HELD_SINCE] = ?, [HELD_DECISION] = ? WHERE [ID] = ? "
            + "AND COALESCE([HELD_MISSING], 0) = ? AND COALESCE([HELD_SINCE], 0) = ? AND COALESCE([HELD_DECISION], 'OPEN') = ?";

    public boolean holds() {
        return missing > 0 && decision != Decision.REJECTED;
    }

    /**
     * What the next run's findings make of it: numbers without what is kept; {@code keeping}: some of that is still there. An
     * acceptance covers as many items as it was given for, not more.
     */
    Brake next(int nowMissing, int nowAll, boolean keeping, long now) {
        boolean trips = nowMissing >= ITEMS && (long) nowMissing * SHARE > nowAll;
        boolean accepted = decision == Decision.ACCEPTED && nowMissing <= missing;
        if (trips && !accepted) {
            return new Brake(nowMissing, nowAll, holds() ? since : Math.max(now, kept + 1), Decision.OPEN, kept);
        }
        return decision == Decision.REJECTED && keeping ? this : new Brake(0, 0, 0, Decision.OPEN, kept);
    }

    static Brake read(ResultSet row, int first) throws SQLException {
        int missing = row.getInt(first);
        String decision = row.getString(first + 3);
        long kept = row.getLong(first + 4);
        return missing == 0 ? new Brake(0, 0, 0, Decision.OPEN, kept) : new Brake(missing, row.getInt(first + 1),
                row.getLong(first + 2), decision == null ? Decision.OPEN : Decision.valueOf(decision), kept);
    }

    static Brake of(Sql sql, String table, int id) throws SQLException {
        return sql.one("SELECT " + COLUMNS + " FROM <" + table + "> WHERE [ID] = ?", row -> read(row, 1), id).orElse(RELEASED);
    }

    /** Locks its row, so that an answer waits until the transaction ends. False: one came since this was read. */
    boolean stands(Sql sql, String table, int id) throws SQLException {
        sql.update("UPDATE <" + table + "> SET [HELD_MISSING] = [HELD_MISSING] WHERE [ID] = ?", id);
        return equals(of(sql, table, id));
    }

    /** When what follows from it is done. An answer that came after {@code before} was read stays: the next run heeds it. */
    void store(Sql sql, String table, int id, Brake before) throws SQLException {
        if (!equals(before)) {
            sql.update("UPDATE <" + table + ">" + SET, missing, all, since, decision.name(), id,
                    before.missing, before.since, before.decision.name());
        }
    }

    /** False: it does not hold any more, so there is nothing to answer. */
    static boolean answer(Sql sql, String table, int id, Decision decision) throws SQLException {
        String kept = decision == Decision.REJECTED ? "[HELD_SINCE]" // an acceptance takes back what was said of the same rows
                : "CASE WHEN [KEPT_AT] = [HELD_SINCE] THEN [HELD_SINCE] - 1 ELSE [KEPT_AT] END";
        return sql.update("UPDATE <" + table + "> SET [HELD_DECISION] = ?, [KEPT_AT] = " + kept + " WHERE [ID] = ? AND [HELD_MISSING] > 0",
                decision.name(), id) == 1;
    }
}
