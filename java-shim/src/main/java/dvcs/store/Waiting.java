package dvcs.store;

import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.CommandState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The commands whose turn it is. */
final class Waiting {
    private static final String SELECT = "SELECT " + CommandTable.COLUMNS + ", X.[CHANGED_AT], A.[AUTHOR_POLICY], C.[VERIFIED] FROM <COMMAND> X "
            + "LEFT JOIN <ACCOUNT> A ON A.[ID] = X.[ACCOUNT_ID] LEFT JOIN <COMMIT> C ON C.[UNIQUE_HASH] = X.[COMMIT_HASH] "
            + "WHERE X.[STATE] = ? ORDER BY X.[AUTHORED_AT], X.[SHA], X.[ORDINAL], X.[ID]";
    private static final int GROWTH = 4;
    private static final String WHY = "It waits for the forge to say whether it vouches for the author.";

    private final long now;

    Waiting(long now) {
        this.now = now;
    }

    /** {@code awaits}: the forge's word on its author. */
    private record Candidate(CommandRow row, boolean awaits) {}

    /** Oldest first. What waits for the forge says so, and keeps only what is about the same issue. */
    List<CommandRow> oldest(Sql sql, int limit) throws SQLException {
        List<CommandRow> found = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        List<Candidate> page;
        int start = 0;
        int size = limit;
        do {
            size = start == 0 ? limit : size * GROWTH; // a page is read from the first row on: of many that wait for the forge few pages
            page = sql.page(SELECT, this::read, start, size, CommandState.WAITING.name());
            start += page.size();
            for (Candidate candidate : page) {
                if (candidate.awaits()) {
                    say(sql, candidate.row());
                }
                if (candidate.awaits() || kept.contains(issue(candidate.row()))) {
                    kept.add(issue(candidate.row()));
                } else if (found.size() < limit) {
                    found.add(candidate.row());
                }
            }
        } while (page.size() == size && found.size() < limit);
        return found;
    }

    private static void say(Sql sql, CommandRow row) throws SQLException {
        if (row.reason().isEmpty()) {
            sql.update("UPDATE <COMMAND> SET [REASON] = ? WHERE [ID] = ? AND [STATE] = 'WAITING'", WHY, row.id());
        }
    }

    private static String issue(CommandRow row) {
        return row.identity().issueId() == 0 ? row.what().issueKey() : Long.toString(row.identity().issueId());
    }

    private Candidate read(ResultSet row) throws SQLException {
        long since = row.getLong(CommandTable.COUNT + 1);
        boolean strict = AuthorPolicy.STRICT.name().equalsIgnoreCase(row.getString(CommandTable.COUNT + 2));
        boolean silent = row.getInt(CommandTable.COUNT + 3) == 0 && !row.wasNull();
        return new Candidate(CommandTable.read(row), strict && silent && now - since < CommandLedger.VOUCHING.toMillis());
    }
}
