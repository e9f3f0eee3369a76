package dvcs.store;

import dvcs.api.CommandState;
import dvcs.api.Development;
import dvcs.api.Development.SmartCommand;
import dvcs.store.DetailsReader.Found;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds to commits what became of their smart commits, for the issue that is looked at: others may be hidden from the reader. */
final class CommandReader {
    // A hostile message has a long argument for hundreds of other issues: those rows must not even be read.
    private static final String SELECT = "SELECT [COMMIT_HASH], [ORDINAL], [ISSUE_KEY], [COMMAND_NAME], [ARGUMENT], [STATE], [REASON] "
            + "FROM <COMMAND> WHERE ([ISSUE_KEY] IS NULL OR [ISSUE_KEY] IN <KEYS>) AND [COMMIT_HASH] IN (?*)";
    /** Characters of an argument: the message stands above it. */
    private static final int ARGUMENT = 200;

    private static final List<SmartCommand> WAITING = aboutAll(CommandState.WAITING, "Its smart commit is executed after the synchronisation.");
    private static final List<SmartCommand> WITHDRAWN = aboutAll(CommandState.NOT_EXECUTED,
            "Its smart commit is not executed: smart commits of its repository were switched off before its turn came.");
    private static final List<SmartCommand> HISTORY = aboutAll(CommandState.NOT_EXECUTED,
            "Its smart commit is not executed: the commit was there before smart commits of its repository were switched on, or began anew.");
    /** To be replaced by {@link #withCommands}. */
    private static final List<SmartCommand> IN_LEDGER = aboutAll(CommandState.WAITING, "");

    private CommandReader() {}

    private record Line(String commit, int ordinal, SmartCommand command) {}

    private static List<SmartCommand> aboutAll(CommandState state, String reason) {
        return List.of(new SmartCommand("", "", "", state, reason));
    }

    /** What the commit's own row says. */
    static List<SmartCommand> of(int commandState) {
        return switch (commandState) {
            case CommandMark.DUE, CommandMark.FRESH -> WAITING;
            case CommandMark.WITHDRAWN -> WITHDRAWN;
            case CommandMark.HISTORY -> HISTORY;
            case CommandMark.TAKEN -> IN_LEDGER;
            default -> List.of();
        };
    }

    static List<Found<Development.Commit>> withCommands(Sql sql, Set<String> keys, List<Found<Development.Commit>> commits) throws SQLException {
        Map<String, List<SmartCommand>> byCommit = read(sql, keys,
                commits.stream().filter(found -> isInLedger(found.item())).map(Found::hash).toList());
        return commits.stream().map(found -> isInLedger(found.item())
                ? new Found<>(found.hash(), with(found.item(), byCommit.getOrDefault(found.hash(), List.of()))) : found).toList();
    }

    private static boolean isInLedger(Development.Commit commit) {
        return commit.commands().equals(IN_LEDGER);
    }

    private static Map<String, List<SmartCommand>> read(Sql sql, Set<String> keys, Collection<String> hashes) throws SQLException {
        // One list, not pieces of it: nobody moved an issue a thousand times.
        String select = SELECT.replace("<KEYS>", Sql.list("(?*)", keys.size()));
        List<Line> lines = new ArrayList<>(sql.queryIn(select, hashes, row -> new Line(row.getString(1), row.getInt(2),
                new SmartCommand(Texts.orEmpty(row.getString(3)), Texts.orEmpty(row.getString(4)), Texts.orEmpty(Texts.cut(row.getString(5), ARGUMENT)),
                        CommandState.valueOf(row.getString(6)), Texts.orEmpty(row.getString(7)))), keys.toArray()));
        lines.sort(Comparator.comparingInt(Line::ordinal));
        Map<String, List<SmartCommand>> found = new HashMap<>();
        lines.forEach(line -> found.computeIfAbsent(line.commit(), commit -> new ArrayList<>()).add(line.command()));
        return found;
    }

    private static Development.Commit with(Development.Commit commit, List<SmartCommand> commands) {
        return new Development.Commit(commit.sha(), commit.repository(), commit.repositoryUrl(), commit.url(), commit.authorName(),
                commit.authorEmail(), commit.authored(), commit.offsetMinutes(), commit.parents(), commit.message(), commit.messageCut(),
                commit.changes(), commands);
    }
}
