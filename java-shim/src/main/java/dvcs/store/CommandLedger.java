package dvcs.store;

import dvcs.api.CommandState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The ledger of smart commits' commands. One runner in the cluster writes it, behind the fence of its lease; people only
 * put rows back into the line or dismiss them (see {@link CommandLog}).
 */
public final class CommandLedger {
    /** More equal commands of one author on one issue than a squash could repeat; the newest count. */
    private static final int EQUALS = 200;
    /** For so long a command waits to hear whether the forge vouches for its author, where the account's policy wants that. */
    public static final Duration VOUCHING = Duration.ofDays(1);
    private static final String EQUAL = "SELECT " + CommandTable.COLUMNS + ", C.[GONE_AT], C.[HELD_AT] FROM <COMMAND> X "
            + "LEFT JOIN <COMMIT> C ON C.[UNIQUE_HASH] = X.[COMMIT_HASH] WHERE X.[EQUAL_HASH] = ? ORDER BY X.[ID] DESC";

    private static final String DID_NOT = "[STATE] IN ('FAILED', 'REFUSED', 'NOT_EXECUTED')";
    private static final String AGAIN = "It did not run, and the command came again with another commit.";

    private final Database database;
    private final Clock clock;

    public CommandLedger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An earlier equal command.
     *
     * @param left its commit is not in its repository any more
     * @param leftAt when the end of its last run found that; 0: nobody knows any more
     * @param leaving a run that is not over has marked its commit as leaving, which says nothing yet
     */
    public record Earlier(CommandRow row, boolean left, long leftAt, boolean leaving) {}

    /** Whether anything waits, or was left unfinished. */
    public boolean hasOpen() {
        return database.read(sql -> !sql.page("SELECT [ID] FROM <COMMAND> WHERE [STATE] IN ('WAITING', 'CLAIMED', 'EXECUTING')",
                row -> row.getInt(1), 0, 1).isEmpty());
    }

    /**
     * What a commit brings.
     *
     * @param succeeded earlier ones that did not run, whose identity a row takes over
     * @param replaced earlier ones of another identity that shall not run any more
     */
    public record Entries(List<CommandRow> rows, List<Integer> succeeded, List<Integer> replaced) {}

    /** Commits that were authored before this moment may have been executed without a trace; see {@link CommandRetention}. */
    public long since() {
        return database.read(sql -> Settings.number(sql, Settings.COMMANDS_SINCE));
    }

    public List<CommandRow> withHashes(Collection<String> uniqueHashes) {
        if (uniqueHashes.isEmpty()) {
            return List.of();
        }
        return database.read(sql -> sql.queryIn(CommandTable.SELECT + " WHERE X.[UNIQUE_HASH] IN (?*)", uniqueHashes, CommandTable::read));
    }

    /** Newest first. */
    public List<Earlier> equals(String equalHash) {
        return database.read(sql -> sql.page(EQUAL, row -> {
            long goneAt = row.getLong(CommandTable.COUNT + 1);
            boolean deleted = row.wasNull();
            long leftAt = Math.max(Math.max(goneAt, 0), row.getLong(CommandTable.COUNT + 2));
            return new Earlier(CommandTable.read(row), deleted || leftAt > 0, leftAt, goneAt < 0 && leftAt == 0);
        }, 0, EQUALS, equalHash));
    }

    /**
     * All commands of a commit, which is done with by that. False: its repository was disarmed or armed meanwhile, or a person
     * put one back into the line that was not to run any more, so that something else is to be recorded.
     */
    public boolean record(Lease lease, DueCommits.Due commit, Entries entries) {
        try {
            return recorded(lease, commit, entries);
        } catch (Outdated e) {
            return false;
        }
    }

    /** What was decided about an earlier command does not hold any more; the transaction is rolled back. */
    private static final class Outdated extends StoreException {
        private static final long serialVersionUID = 1L;

        Outdated(int id) {
            super("Command " + id + " is not as it was.");
        }
    }

    private boolean recorded(Lease lease, DueCommits.Due commit, Entries entries) {
        long now = clock.millis();
        return database.write(sql -> {
            Leases.fence(sql, lease);
            if (sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [UNIQUE_HASH] = ? AND [COMMAND_STATE] = ?", CommandMark.TAKEN,
                    commit.hash(), commit.mark()) == 0) {
                return false;
            }
            for (int id : entries.replaced()) {
                giveWay(sql, id, "", now);
            }
            for (int id : entries.succeeded()) {
                giveWay(sql, id, "[UNIQUE_HASH] = ?, ", now, CommandHash.succeeded(id));
            }
            CommandTable.insert(sql, entries.rows(), now);
            return true;
        });
    }

    private static void giveWay(Sql sql, int id, String more, long now, Object... before) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(before));
        parameters.addAll(List.of(CommandState.DISMISSED.name(), AGAIN, now, id));
        if (sql.update("UPDATE <COMMAND> SET " + more + "[STATE] = ?, [REASON] = ?, [CHANGED_AT] = ? WHERE [ID] = ? AND " + DID_NOT,
                parameters.toArray()) == 0) {
            throw new Outdated(id);
        }
    }

    /** Takes the oldest that wait, but for those that wait for the forge's word, and younger ones about the same issues. */
    public List<CommandRow> claim(Lease lease, int limit) {
        long now = clock.millis();
        return database.write(sql -> {
            Leases.fence(sql, lease);
            List<CommandRow> taken = new ArrayList<>();
            for (CommandRow row : new Waiting(now).oldest(sql, limit)) {
                if (change(sql, row.id(), CommandState.WAITING, CommandState.CLAIMED, "", now)) {
                    sql.update("UPDATE <COMMAND> SET [TOKEN] = ? WHERE [ID] = ?", lease.token(), row.id());
                    taken.add(row);
                }
            }
            return taken;
        });
    }

    /** What is needed to find out later whether it happened. False: it is not ours to do any more. */
    public boolean begin(Lease lease, CommandRow row, String holder, long issueId, String actor, String statusBefore) {
        long now = clock.millis();
        return database.write(sql -> {
            Leases.fence(sql, lease);
            return sql.update("UPDATE <COMMAND> SET [STATE] = ?, [REASON] = NULL, [ISSUE_ID] = ?, [ACTOR] = ?, [STATUS_BEFORE] = ?, [HOLDER] = ?, "
                            + "[TRIES] = [TRIES] + 1, [BEGUN_AT] = ?, [CHANGED_AT] = ? WHERE [ID] = ? AND [STATE] = ? AND [TOKEN] = ?",
                    CommandState.EXECUTING.name(), issueId, actor, Texts.cut(statusBefore, 100), holder, now, now, row.id(),
                    CommandState.CLAIMED.name(), lease.token()) == 1;
        });
    }

    /**
     * How what was begun under this lease ended. Without a fence: whoever did it knows, even if the lease was lost meanwhile
     * and another runner had to say that it does not know. Not any more if a person has decided since.
     */
    public boolean finish(Lease lease, int id, CommandState state, String effect, String reason) {
        return database.write(sql -> sql.update("UPDATE <COMMAND> SET [STATE] = ?, [EFFECT] = ?, [REASON] = ?, [BEGUN_AT] = 0, [CHANGED_AT] = ? "
                        + "WHERE [ID] = ? AND [TOKEN] = ? AND [STATE] IN ('EXECUTING', 'UNKNOWN')",
                state.name(), Texts.cut(effect), Texts.of(reason), clock.millis(), id, lease.token())) == 1;
    }

    /** It was recorded about an issue that did not exist then. False: the command is in the ledger already. */
    public boolean identify(Lease lease, int id, String uniqueHash, String equalHash, long issueId) {
        return database.write(sql -> {
            Leases.fence(sql, lease);
            boolean free = sql.count("SELECT COUNT(*) FROM <COMMAND> WHERE [UNIQUE_HASH] = ?", uniqueHash) == 0;
            if (free) {
                sql.update("UPDATE <COMMAND> SET [UNIQUE_HASH] = ?, [EQUAL_HASH] = ?, [ISSUE_ID] = ? WHERE [ID] = ?",
                        uniqueHash, equalHash, issueId, id);
            }
            return free;
        });
    }

    /** How many commands of the same commit and issue that stand before this one pass the test. */
    public int equalsBefore(CommandRow row, long issueId, Predicate<CommandRow.What> same) {
        return (int) database.read(sql -> sql.query(CommandTable.SELECT + " WHERE X.[COMMIT_HASH] = ? AND X.[ORDINAL] < ? "
                + "AND (X.[ISSUE_ID] = ? OR X.[ISSUE_KEY] = ?)", CommandTable::read, row.origin().commitHash(), row.origin().ordinal(),
                issueId, row.what().issueKey())).stream().filter(each -> same.test(each.what())).count();
    }

    /** A claimed one that is not even begun. */
    public void drop(Lease lease, int id, CommandState state, String reason) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            change(sql, id, CommandState.CLAIMED, state, reason, clock.millis());
        });
    }

    /** What another life, node or lease left claimed or begun. */
    public List<CommandRow> abandoned(Lease lease, int limit) {
        return database.read(sql -> sql.page(CommandTable.SELECT + " WHERE X.[STATE] IN ('CLAIMED', 'EXECUTING') "
                + "AND (X.[TOKEN] IS NULL OR X.[TOKEN] <> ?) ORDER BY X.[ID]", CommandTable::read, 0, limit, lease.token()));
    }

    /** What became of an abandoned one. {@code effect} empty: it stays. */
    public void recover(Lease lease, CommandRow row, CommandState state, String effect, String reason) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            if (change(sql, row.id(), row.state(), state, reason, clock.millis()) && !effect.isEmpty()) {
                sql.update("UPDATE <COMMAND> SET [EFFECT] = ? WHERE [ID] = ?", Texts.cut(effect), row.id());
            }
        });
    }

    /** What was begun and did not happen: again, or never if its repository was disarmed meanwhile. */
    public void again(Lease lease, CommandRow row) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            String disarmed = sql.one("SELECT [ARMED_AT], [DISARM_REASON] FROM <REPOSITORY> WHERE [ID] = ?",
                    each -> each.getLong(1) > 0 ? "" : DueCommits.why(each.getString(2)), row.origin().repositoryId()).orElse("The repository is gone.");
            change(sql, row.id(), row.state(), disarmed.isEmpty() ? CommandState.WAITING : CommandState.NOT_EXECUTED, disarmed, clock.millis());
        });
    }

    /** Effects on an issue that commands other than this one have had. */
    public List<String> effectsOfOthers(CommandRow row) {
        return database.read(sql -> sql.query("SELECT [EFFECT] FROM <COMMAND> WHERE [ISSUE_ID] = ? AND [KIND] = ? AND [ID] <> ? "
                + "AND [EFFECT] IS NOT NULL", each -> each.getString(1), row.identity().issueId(), row.what().kind().name(), row.id()));
    }

    private static boolean change(Sql sql, int id, CommandState from, CommandState to, String reason, long now) throws SQLException {
        return sql.update("UPDATE <COMMAND> SET [STATE] = ?, [REASON] = ?, [CHANGED_AT] = ? WHERE [ID] = ? AND [STATE] = ?",
                to.name(), Texts.of(reason), now, id, from.name()) == 1;
    }
}
