package dvcs.store;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of the ledger as the table holds them. */
final class CommandTable {
    private static final int ARGUMENT = 32 * 1024;
    private static final int KEY = 255;

    static final String COLUMNS = "X.[ID], X.[UNIQUE_HASH], X.[EQUAL_HASH], X.[REPEATS], X.[ISSUE_ID], X.[ACCOUNT_ID], "
            + "X.[REPOSITORY_ID], X.[COMMIT_HASH], X.[SHA], X.[COMMIT_URL], X.[ORDINAL], X.[AUTHOR_NAME], X.[AUTHOR_EMAIL], "
            + "X.[AUTHORED_AT], X.[COMMITTED_AT], X.[KIND], X.[ISSUE_KEY], X.[COMMAND_NAME], X.[ARGUMENT], X.[COMMENT_TEXT], "
            + "X.[TIME_SPENT], X.[SECONDS], X.[STATE], X.[REASON], X.[ACTOR], X.[EFFECT], X.[STATUS_BEFORE], X.[HOLDER], "
            + "X.[TOKEN], X.[TRIES], X.[REPEATS_LEFT_AT], X.[BEGUN_AT]";
    /** How many those are. */
    static final int COUNT = 32;
    static final String SELECT = "SELECT " + COLUMNS + " FROM <COMMAND> X";
    private static final String INSERT = "INSERT INTO <COMMAND> ([UNIQUE_HASH], [EQUAL_HASH], [REPEATS], [ISSUE_ID], [ACCOUNT_ID], "
            + "[REPOSITORY_ID], [COMMIT_HASH], [SHA], [COMMIT_URL], [ORDINAL], [AUTHOR_NAME], [AUTHOR_EMAIL], [AUTHORED_AT], "
            + "[COMMITTED_AT], [KIND], [ISSUE_KEY], [COMMAND_NAME], [ARGUMENT], [COMMENT_TEXT], [TIME_SPENT], [SECONDS], [STATE], "
            + "[REASON], [REPEATS_LEFT_AT], [TRIES], [RECORDED_AT], [CHANGED_AT]) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";

    private CommandTable() {}

    static void insert(Sql sql, List<CommandRow> rows, long now) throws SQLException {
        sql.batch(INSERT, rows, row -> {
            CommandRow.Identity identity = row.identity();
            CommandRow.Origin origin = row.origin();
            CommandRow.What what = row.what();
            return new Object[] {identity.uniqueHash(), identity.equalHash(), Texts.of(identity.repeats()), identity.issueId(),
                origin.accountId(), origin.repositoryId(), origin.commitHash(), origin.sha(), Texts.of(origin.commitUrl()),
                origin.ordinal(), Texts.cut(origin.authorName()), Texts.cut(origin.authorEmail()), origin.authoredAt(),
                origin.committedAt(), what.kind().name(), Texts.cut(what.issueKey(), KEY), Texts.cut(what.name(), KEY),
                Texts.cut(what.argument(), ARGUMENT), Texts.of(what.comment()), Texts.cut(what.time(), 100), what.seconds(),
                row.state().name(), Texts.of(row.reason()), identity.repeatsLeftAt(), now, now};
        });
    }

    static CommandRow read(ResultSet row) throws SQLException {
        var identity = new CommandRow.Identity(row.getString(2), row.getString(3), Texts.orEmpty(row.getString(4)), row.getLong(31), row.getLong(5));
        var origin = new CommandRow.Origin(row.getInt(6), row.getInt(7), row.getString(8), Texts.orEmpty(row.getString(9)),
                Texts.orEmpty(row.getString(10)), row.getInt(11), Texts.orEmpty(row.getString(12)), Texts.orEmpty(row.getString(13)),
                row.getLong(14), row.getLong(15));
        var what = new CommandRow.What(CommandKind.valueOf(row.getString(16)), Texts.orEmpty(row.getString(17)),
                Texts.orEmpty(row.getString(18)), Texts.orEmpty(row.getString(19)), Texts.orEmpty(row.getString(20)),
                Texts.orEmpty(row.getString(21)), row.getLong(22));
        var doing = new CommandRow.Doing(Texts.orEmpty(row.getString(25)), Texts.orEmpty(row.getString(26)),
                Texts.orEmpty(row.getString(27)), Texts.orEmpty(row.getString(28)), Texts.orEmpty(row.getString(29)), row.getInt(30), row.getLong(32));
        return new CommandRow(row.getInt(1), identity, origin, what, CommandState.valueOf(row.getString(23)),
                Texts.orEmpty(row.getString(24)), doing);
    }
}
