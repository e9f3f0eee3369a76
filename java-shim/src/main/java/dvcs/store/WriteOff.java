package dvcs.store;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Says in the ledger of commits that are about to be deleted that their smart commits were not executed. */
final class WriteOff {
    private static final String OPEN = "[COMMAND_STATE] IN (" + CommandMark.DUE + ", " + CommandMark.FRESH + ", " + CommandMark.WITHDRAWN + ")";
    private static final String SELECT = "SELECT C.[UNIQUE_HASH], R.[ACCOUNT_ID], C.[REPOSITORY_ID], C.[SHA], C.[WEB_URL], C.[AUTHOR_NAME], "
            + "C.[AUTHOR_EMAIL], C.[AUTHORED_AT], C.[COMMITTED_AT], C.[MESSAGE] FROM <COMMIT> C "
            + "JOIN <REPOSITORY> R ON R.[ID] = C.[REPOSITORY_ID] WHERE C." + OPEN + " AND C.[ID] IN (?*)";
    private static final Pattern LINE_END = Pattern.compile("\\R");

    private WriteOff() {}

    private record Commit(CommandRow.Origin origin, String line) {}

    /** In the transaction that deletes them. Their messages are not taken apart, for which the core is needed: a row for each. */
    static void commits(Sql sql, List<Integer> ids, String why, long now) throws SQLException {
        List<CommandRow> rows = new ArrayList<>();
        for (Commit commit : sql.queryIn(SELECT, ids, row -> read(row, now))) {
            String place = CommandHash.place(commit.origin());
            // The runner may be at it, and one that came back after it was deleted may be there.
            if (sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [UNIQUE_HASH] = ? AND " + OPEN, CommandMark.TAKEN,
                            commit.origin().commitHash()) == 1
                    && sql.count("SELECT COUNT(*) FROM <COMMAND> WHERE [UNIQUE_HASH] = ?", place) == 0) {
                rows.add(CommandRow.unsaved(new CommandRow.Identity(place, place, 0), commit.origin(),
                        new CommandRow.What(CommandKind.PROBLEM, "", "", commit.line(), "", "", 0), CommandState.NOT_EXECUTED,
                        why + " The commands of this commit had not been executed yet."));
            }
        }
        CommandTable.insert(sql, rows, now);
    }

    private static Commit read(ResultSet row, long now) throws SQLException {
        return new Commit(new CommandRow.Origin(row.getInt(2), row.getInt(3), row.getString(1), Texts.orEmpty(row.getString(4)),
                Texts.orEmpty(row.getString(5)), 0, Texts.orEmpty(row.getString(6)), Texts.orEmpty(row.getString(7)), row.getLong(8),
                Math.min(row.getLong(9), now)), LINE_END.split(Texts.orEmpty(row.getString(10)), 2)[0]);
    }
}
