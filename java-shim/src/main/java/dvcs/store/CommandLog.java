package dvcs.store;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.CommandFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ledger as people see it, and what they may do with its rows. */
public final class CommandLog {
    private static final String SELECT = "SELECT X.[ID], X.[ACCOUNT_ID], X.[REPOSITORY_ID], R.[PATH], X.[SHA], X.[COMMIT_URL], "
            + "X.[ISSUE_KEY], X.[KIND], X.[COMMAND_NAME], X.[ARGUMENT], X.[STATE], X.[REASON], X.[AUTHOR_NAME], X.[AUTHOR_EMAIL], "
            + "X.[AUTHORED_AT], X.[ACTOR], X.[EFFECT], X.[TRIES], X.[RECORDED_AT], X.[CHANGED_AT], X.[COMMIT_HASH], X.[ORDINAL] "
            + "FROM <COMMAND> X LEFT JOIN <REPOSITORY> R ON R.[ID] = X.[REPOSITORY_ID]";
    private static final String RETRY = "[STATE] IN ('FAILED', 'REFUSED', 'UNKNOWN', 'REPEATED', 'NOT_EXECUTED') AND [KIND] <> 'PROBLEM'";
    private static final String DISMISS = "[STATE] IN ('WAITING', 'FAILED', 'REFUSED', 'UNKNOWN')";

    private final Database database;
    private final Clock clock;

    public CommandLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Newest first. {@code actor} of a command: the user key. */
    public List<Command> page(CommandFilter filter, int start, int limit) {
        Where where = new Where(filter);
        return database.read(sql -> sql.page(SELECT + where.text + " ORDER BY X.[ID] DESC", CommandLog::read, start, limit, where.parameters()));
    }

    public int count(CommandFilter filter) {
        Where where = new Where(filter);
        return (int) (long) database.read(sql -> sql.count("SELECT COUNT(*) FROM <COMMAND> X" + where.text, where.parameters()));
    }

    public Optional<Command> find(int id) {
        return database.read(sql -> sql.one(SELECT + " WHERE X.[ID] = ?", CommandLog::read, id));
    }

    /** Back into the line. False: it is not there, or not in a state for that. */
    public boolean retry(int id) {
        // Without its token, so that whoever held it before has no say any more.
        return database.write(sql -> {
            boolean back = sql.update("UPDATE <COMMAND> SET [STATE] = ?, [REASON] = NULL, [TOKEN] = NULL, [CHANGED_AT] = ? WHERE [ID] = ? AND "
                    + RETRY, CommandState.WAITING.name(), clock.millis(), id) == 1;
            if (back) {
                Verifications.forget(sql, id);
            }
            return back;
        });
    }

    /** False: it is not there, or not in a state for that. */
    public boolean dismiss(int id, String why) {
        return database.write(sql -> sql.update("UPDATE <COMMAND> SET [STATE] = ?, [REASON] = ?, [TOKEN] = NULL, [CHANGED_AT] = ? WHERE [ID] = ? AND "
                + DISMISS, CommandState.DISMISSED.name(), Texts.of(why), clock.millis(), id)) == 1;
    }

    /** By the commits' unique hashes, in the order of the message. */
    public Map<String, List<Command>> ofCommits(Collection<String> hashes) {
        return database.read(sql -> ofCommits(sql, hashes));
    }

    static Map<String, List<Command>> ofCommits(Sql sql, Collection<String> hashes) throws SQLException {
        record Line(String hash, int ordinal, Command command) {}
        List<Line> lines = new ArrayList<>(sql.queryIn(SELECT + " WHERE X.[COMMIT_HASH] IN (?*)", hashes,
                row -> new Line(row.getString(21), row.getInt(22), read(row))));
        lines.sort(Comparator.comparingInt(Line::ordinal));
        return lines.stream().collect(Collectors.groupingBy(Line::hash, Collectors.mapping(Line::command, Collectors.toList())));
    }

    private static final class Where {
        private final List<Object> values = new ArrayList<>();
        private String text = "";

        Where(CommandFilter filter) {
            add("STATE", filter.state() == null ? null : filter.state().name());
            add("ACCOUNT_ID", filter.accountId() == 0 ? null : (Object) filter.accountId());
            add("REPOSITORY_ID", filter.repositoryId() == 0 ? null : (Object) filter.repositoryId());
            add("ISSUE_KEY", filter.issueKey().isBlank() ? null : filter.issueKey().strip().toUpperCase(Locale.ROOT));
        }

        private void add(String column, Object value) {
            if (value != null) {
                text += (text.isEmpty() ? " WHERE" : " AND") + " X.[" + column + "] = ?";
                values.add(value);
            }
        }

        Object[] parameters() {
            return values.toArray();
        }
    }

    private static Command read(ResultSet row) throws SQLException {
        return new Command(row.getInt(1), row.getInt(2), row.getInt(3), Texts.orEmpty(row.getString(4)), Texts.orEmpty(row.getString(5)),
                Texts.orEmpty(row.getString(6)), Texts.orEmpty(row.getString(7)), CommandKind.valueOf(row.getString(8)),
                Texts.orEmpty(row.getString(9)), Texts.orEmpty(row.getString(10)), CommandState.valueOf(row.getString(11)),
                Texts.orEmpty(row.getString(12)), Texts.orEmpty(row.getString(13)), Texts.orEmpty(row.getString(14)), row.getLong(15),
                Texts.orEmpty(row.getString(16)), Texts.orEmpty(row.getString(17)), row.getInt(18), row.getLong(19), row.getLong(20));
    }
}
