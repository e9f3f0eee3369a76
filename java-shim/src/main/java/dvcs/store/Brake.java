package dvcs.store;

import dvcs.api.HeldDeletions;
import dvcs.api.HeldDeletions.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The brake against a forge that suddenly shows little: repositories of an account, or branches of a repository. While it
 * holds nothing is removed; what is back releases it, and an administrator may say that the rest is really gone.
 *
 * @param missing items that were missing when it was last looked at; 0: it does not hold
 */
public record Brake(int missing, int all, long since, Decision decision) {
    public static final Brake RELEASED = new Brake(0, 0, 0, Decision.OPEN);
    /** At least so many, and more than one in five. */
    static final int ITEMS = 10;
    static final int SHARE = 5;
    static final String COLUMNS = "[HELD_MISSING], [HELD_ALL], [HELD_SINCE], [HELD_DECISION]";
    private static final String SET = " SET [HELD_MISSING] = ?, [HELD_ALL] = ?, [HELD_SINCE] = ?, [HELD_DECISION] = ? WHERE [ID] = ?";

    public boolean holds() {
        return missing > 0;
    }

    /** What the next run's findings make of it. An answer covers as many items as it was given for, not more. */
    Brake next(int nowMissing, int nowAll, long now) {
        boolean trips = nowMissing >= ITEMS && (long) nowMissing * SHARE > nowAll;
        boolean answered = decision != Decision.OPEN && nowMissing <= missing;
        if (!trips || answered && decision == Decision.ACCEPTED) {
            return RELEASED;
        }
        return answered ? this : new Brake(nowMissing, nowAll, holds() ? since : now, Decision.OPEN);
    }

    static Brake read(ResultSet row, int first) throws SQLException {
        int missing = row.getInt(first);
        String decision = row.getString(first + 3);
        return missing == 0 ? RELEASED : new Brake(missing, row.getInt(first + 1), row.getLong(first + 2),
                decision == null ? Decision.OPEN : Decision.valueOf(decision));
    }

    void store(Sql sql, String table, int id) throws SQLException {
        sql.update("UPDATE <" + table + ">" + SET, missing, all, since, decision.name(), id);
    }

    /** False: it does not hold any more, so there is nothing to answer. */
    static boolean answer(Sql sql, String table, int id, Decision decision) throws SQLException {
        return sql.update("UPDATE <" + table + "> SET [HELD_DECISION] = ? WHERE [ID] = ? AND [HELD_MISSING] > 0",
                decision.name(), id) == 1;
    }
}
