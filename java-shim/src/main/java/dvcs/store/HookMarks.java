package dvcs.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What webhooks left to be looked at, until somebody who began later has looked. Thread-safe. */
public final class HookMarks {
    private static final String STORE = "UPDATE <HOOK_MARK> SET [MARKS] = [MARKS] + ?, "
            + "[OPEN_SINCE] = CASE WHEN [OPEN_SINCE] > 0 THEN [OPEN_SINCE] ELSE ? END, "
            + "[SEEN_AT] = CASE WHEN [SEEN_AT] > ? THEN [SEEN_AT] ELSE ? END WHERE [UNIQUE_HASH] = ?";
    private static final String INSERT = "INSERT INTO <HOOK_MARK> ([UNIQUE_HASH], [ACCOUNT_ID], [FORGE_ID], [MARKS], [OPEN_SINCE], [SEEN_AT]) "
            + "VALUES (?, ?, ?, 0, 0, 0)";
    private static final String LEFT = "SELECT M.[ACCOUNT_ID], M.[FORGE_ID], M.[MARKS], R.[ID], R.[LINKED], R.[GONE_AT], R.[GENERATION], "
            + "R.[FULL_WANTED] FROM <HOOK_MARK> M JOIN <ACCOUNT> A ON A.[ID] = M.[ACCOUNT_ID] LEFT JOIN <REPOSITORY> R "
            + "ON R.[UNIQUE_HASH] = M.[UNIQUE_HASH] WHERE M.[OPEN_SINCE] > 0 AND M.[OPEN_SINCE] < ? AND A.[STOPPED] = ? AND A.[REMOVED] = ? "
            + "ORDER BY M.[OPEN_SINCE]";

    private final Database database;

    public HookMarks(Database database) {
        this.database = database;
    }

    /** A mark, and how often it was set. {@code forgeId} 0: of the account. */
    public record Mark(int accountId, long forgeId, long marks) {
        String hash() {
            return HookMarks.hash(accountId, forgeId);
        }
    }

    /** An open mark; {@code repository} is what it is about, null when there is nothing to look at. */
    public record Left(Mark mark, Hooked repository) {}

    static String hash(int accountId, long forgeId) {
        return Texts.hash("repository", accountId, forgeId);
    }

    /** How it stands before a look begins; closed with that by {@link #close} afterwards. */
    public Mark read(int accountId, long forgeId) {
        long marks = database.read(sql -> sql.count("SELECT [MARKS] FROM <HOOK_MARK> WHERE [UNIQUE_HASH] = ? AND [OPEN_SINCE] > 0",
                hash(accountId, forgeId)));
        return new Mark(accountId, forgeId, marks);
    }

    /** Whoever marked it since the look began is heeded by the next one. */
    public void close(Mark mark) {
        if (mark.marks() > 0) {
            database.change(sql -> sql.update("UPDATE <HOOK_MARK> SET [OPEN_SINCE] = 0 WHERE [UNIQUE_HASH] = ? AND [MARKS] = ?",
                    mark.hash(), mark.marks()));
        }
    }

    /** The oldest ones that were opened before {@code limit}, of accounts that may work. */
    public List<Left> left(long limit, int most) {
        return database.read(sql -> sql.page(LEFT, row -> {
            Mark mark = new Mark(row.getInt(1), row.getLong(2), row.getLong(3));
            Hooked found = new Hooked(row.getInt(4), mark.accountId(), row.getInt(7) > 0 && !row.getBoolean(8));
            return new Left(mark, found.id() > 0 && row.getBoolean(5) && row.getLong(6) == 0 ? found : null);
        }, 0, most, limit, false, false));
    }

    /** When the account's last verified delivery came, epoch milliseconds; 0: none yet. */
    public long seenAt(int accountId) {
        return database.read(sql -> sql.count("SELECT [SEEN_AT] FROM <HOOK_MARK> WHERE [UNIQUE_HASH] = ?", hash(accountId, 0)));
    }

    /** Of accounts that are no more: a delivery may have come behind their removal. */
    public void deleteOrphans() {
        database.change(sql -> sql.update("DELETE FROM <HOOK_MARK> WHERE [ACCOUNT_ID] NOT IN (SELECT [ID] FROM <ACCOUNT>)"));
    }

    /**
     * {@code marks} are opened; of {@code accounts} a verified delivery came. Each row once and in the order of the hashes, so that two
     * such transactions never wait for each other.
     */
    static void store(Sql sql, Collection<Mark> marks, Collection<Integer> accounts, long now) throws SQLException {
        TreeMap<String, Mark> rows = new TreeMap<>();
        accounts.forEach(id -> rows.put(hash(id, 0), new Mark(id, 0, 0)));
        marks.forEach(mark -> rows.put(mark.hash(), mark));
        insertMissing(sql, rows);
        Set<String> opened = new HashSet<>();
        marks.forEach(mark -> opened.add(mark.hash()));
        Set<Integer> seen = new HashSet<>(accounts);
        sql.batch(STORE, rows.entrySet(), entry -> {
            Mark row = entry.getValue();
            boolean open = opened.contains(entry.getKey());
            long seenAt = row.forgeId() == 0 && seen.contains(row.accountId()) ? now : 0;
            return new Object[] {open ? 1L : 0L, open ? now : 0L, seenAt, seenAt, entry.getKey()};
        });
    }

    static void forget(Sql sql, int repositoryId) throws SQLException {
        sql.update("DELETE FROM <HOOK_MARK> WHERE [UNIQUE_HASH] = (SELECT [UNIQUE_HASH] FROM <REPOSITORY> WHERE [ID] = ?)", repositoryId);
    }

    private static void insertMissing(Sql sql, TreeMap<String, Mark> rows) throws SQLException {
        TreeMap<String, Mark> missing = new TreeMap<>(rows);
        sql.queryIn("SELECT [UNIQUE_HASH] FROM <HOOK_MARK> WHERE [UNIQUE_HASH] IN (?*)", rows.keySet(), row -> row.getString(1))
                .forEach(missing::remove);
        sql.batch(INSERT, missing.entrySet(),
                entry -> new Object[] {entry.getKey(), entry.getValue().accountId(), entry.getValue().forgeId()});
    }
}
