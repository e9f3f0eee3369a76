package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How a repository stands to smart commits of commits that come now.
 *
 * @param armedAt 0: it is not armed
 * @param refusal why nothing is executed, and what to do; empty: it is armed and nothing is in the way
 */
public record Standing(int accountId, String webUrl, long armedAt, String refusal) {
    private static final String AFTERWARDS = " It is armed after its next complete synchronisation.";
    private static final String SELECT = "SELECT R.[ACCOUNT_ID], R.[WEB_URL], R.[ARMED_AT], R.[ARM_REFUSAL], R.[SMART_COMMITS], A.[SMART_COMMITS], "
            + "R.[LINKED], R.[GONE_AT], R.[GENERATION], R.[STATE], R.[ERROR] FROM <REPOSITORY> R JOIN <ACCOUNT> A ON A.[ID] = R.[ACCOUNT_ID] "
            + "WHERE R.[ID] = ? AND A.[REMOVED] = ?";

    /** Empty: there is no such repository. */
    static Optional<Standing> read(Sql sql, int repositoryId) throws SQLException {
        return sql.one(SELECT, Standing::of, repositoryId, false);
    }

    Standing refused(String why) {
        return new Standing(accountId, webUrl, armedAt, why);
    }

    private static Standing of(ResultSet row) throws SQLException {
        return new Standing(row.getInt(1), Texts.orEmpty(row.getString(2)), row.getLong(3), row.getLong(3) > 0 ? "" : refusal(row));
    }

    private static String refusal(ResultSet row) throws SQLException {
        String own = row.getString(5);
        if (row.getLong(8) != 0) {
            return "The repository is gone at the host." + AFTERWARDS;
        }
        if (!row.getBoolean(7)) {
            return "The repository is not linked. Link it." + AFTERWARDS;
        }
        if (Arming.OFF.equals(own)) {
            return "Smart commits of the repository are switched off. Switch them on." + AFTERWARDS;
        }
        if (own == null && !row.getBoolean(6)) {
            return "Smart commits of the account are switched off. Switch them on for the account, or for this repository." + AFTERWARDS;
        }
        String bundled = Texts.orEmpty(row.getString(4));
        if (!bundled.isEmpty()) {
            return bundled;
        }
        if (row.getInt(9) == 0) {
            return "The first import of the repository is not complete, and what comes with it is not executed." + AFTERWARDS;
        }
        return row.getString(10).equals("FAILED")
                ? "The repository is not armed, and its last synchronisation failed: " + Texts.orEmpty(row.getString(11)) + AFTERWARDS
                : "The repository is not armed yet." + AFTERWARDS;
    }
}
