package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Branches and their keys. Most are there already when they come, so this always looks first
 * and writes only what differs. A branch that is gone
 * stays as a tombstone for a while.
 */
final class BranchTable {
    private static final String INSERT = "INSERT INTO <BRANCH> ([REPOSITORY_ID], [UNIQUE_HASH], [NAME], [HEAD], "
            + "[KNOWN_HEAD], [DEFAULT_BRANCH], [FIRST_SEEN], [GONE_AT], [HELD_AT], [GENERATION]) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)";
    private static final String UPDATE = "UPDATE <BRANCH> SET [HEAD] = ?, [DEFAULT_BRANCH] = ?, [GONE_AT] = 0, "
            + "[HELD_AT] = 0, [GENERATION] = ? WHERE [UNIQUE_HASH] = ?";
    private static final String ADVANCE = "UPDATE <BRANCH> SET [HEAD] = ?, [KNOWN_HEAD] = ?, [DEFAULT_BRANCH] = ?, "
            + "[GONE_AT] = 0, [HELD_AT] = 0, [GENERATION] = ? WHERE [UNIQUE_HASH] = ?";
    private static final String SELECT = "SELECT [UNIQUE_HASH], [HEAD], [KNOWN_HEAD], [DEFAULT_BRANCH], [GONE_AT], [HELD_AT], "
            + "[GENERATION] FROM <BRANCH> WHERE ";

    private final int repositoryId;
    private final int generation;
    private final long now;

    BranchTable(int repositoryId, int generation, long now) {
        this.repositoryId = repositoryId;
        this.generation = generation;
        this.now = now;
    }

    static String hash(int repositoryId, String name) {
        return Texts.hash("branch", repositoryId, name);
    }

    /** What is stored of a branch that is there. */
    private record Stored(String hash, String head, String knownHead, boolean isDefault, boolean leaving, int generation) {
        private static Stored read(ResultSet row) throws SQLException {
            return new Stored(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4),
                    row.getLong(5) != 0 || row.getLong(6) != 0, row.getInt(7));
        }

        boolean is(BranchRow branch, int now) {
            return branch.head().equals(head) && branch.isDefault() == isDefault && !leaving && generation == now;
        }
    }

    /** Branches as reported; their history may not be stored yet. */
    void merge(Sql sql, List<BranchRow> branches) throws SQLException {
        Map<String, BranchRow> rows = byHash(branches);
        KeyTable.OF_BRANCHES.replace(sql, repositoryId, keys(rows));
        Map<String, Stored> there = stored(sql, rows.keySet());
        rows.entrySet().removeIf(entry -> there.containsKey(entry.getKey()) && there.get(entry.getKey()).is(entry.getValue(), generation));
        insert(sql, rows, there.keySet(), false);
        sql.batch(UPDATE, known(rows, there.keySet()), entry -> new Object[] {entry.getValue().head(), entry.getValue().isDefault(),
            generation, entry.getKey()});
    }

    /** Those of the heads that {@link #advance} would change: most stay where they are from one run to the next. */
    List<BranchRow> behind(Sql sql, List<BranchRow> heads) throws SQLException {
        Map<String, BranchRow> rows = byHash(heads);
        for (Stored row : sql.query(SELECT + "[REPOSITORY_ID] = ?", Stored::read, repositoryId)) {
            BranchRow head = rows.get(row.hash());
            if (head != null && row.is(head, generation) && head.head().equals(row.knownHead())) {
                rows.remove(row.hash());
            }
        }
        return List.copyOf(rows.values());
    }

    /** When their history is stored: the next synchronisation starts from these heads. */
    void advance(Sql sql, List<BranchRow> heads) throws SQLException {
        Map<String, BranchRow> rows = byHash(heads);
        Set<String> there = stored(sql, rows.keySet()).keySet();
        insert(sql, rows, there, true);
        sql.batch(ADVANCE, known(rows, there), entry -> new Object[] {entry.getValue().head(), entry.getValue().head(),
            entry.getValue().isDefault(), generation, entry.getKey()});
        Map<String, BranchRow> fresh = new LinkedHashMap<>(rows);
        fresh.keySet().removeAll(there);
        KeyTable.OF_BRANCHES.insert(sql, repositoryId, keys(fresh));
    }

    /** They are gone at the forge: still shown until the run ends well; see {@link Departures}. */
    void leave(Sql sql, Collection<String> names, Brake brake) throws SQLException {
        sql.batch("UPDATE <BRANCH> SET [GONE_AT] = ? WHERE [UNIQUE_HASH] = ? AND [GONE_AT] = 0 AND " + Brake.MAY_GO, names,
                name -> new Object[] {-now, hash(repositoryId, name), brake.kept()});
    }

    /**
     * At the end of a run every branch that the forge has is complete. One that is not was stored by an interrupted run and
     * vanished before this one: nobody else would notice. True: there was one.
     */
    boolean leaveUnfinished(Sql sql, Brake brake) throws SQLException {
        return sql.update("UPDATE <BRANCH> SET [GONE_AT] = ? WHERE [REPOSITORY_ID] = ? AND [GONE_AT] = 0 AND [KNOWN_HEAD] IS NULL AND "
                + Brake.MAY_GO, -now, repositoryId, brake.kept()) > 0;
    }

    private void insert(Sql sql, Map<String, BranchRow> rows, Set<String> there, boolean complete) throws SQLException {
        Map<String, BranchRow> missing = new LinkedHashMap<>(rows);
        missing.keySet().removeAll(there);
        sql.batch(INSERT, missing.entrySet(), entry -> new Object[] {repositoryId, entry.getKey(),
            Texts.of(entry.getValue().name()), entry.getValue().head(), complete ? entry.getValue().head() : null,
            entry.getValue().isDefault(), now, generation});
    }

    private static Map<String, Stored> stored(Sql sql, Collection<String> hashes) throws SQLException {
        Map<String, Stored> found = new HashMap<>();
        sql.queryIn(SELECT + "[UNIQUE_HASH] IN (?*)", hashes, Stored::read).forEach(row -> found.put(row.hash(), row));
        return found;
    }

    private static Set<Map.Entry<String, BranchRow>> known(Map<String, BranchRow> rows, Set<String> there) {
        Map<String, BranchRow> known = new LinkedHashMap<>(rows);
        known.keySet().retainAll(there);
        return known.entrySet();
    }

    private Map<String, BranchRow> byHash(List<BranchRow> branches) {
        Map<String, BranchRow> found = new LinkedHashMap<>();
        branches.forEach(branch -> found.put(hash(repositoryId, branch.name()), branch));
        return found;
    }

    private static List<KeyTable.Keys> keys(Map<String, BranchRow> branches) {
        List<KeyTable.Keys> keys = new ArrayList<>();
        branches.forEach((hash, branch) -> keys.add(new KeyTable.Keys(hash, branch.keys())));
        return keys;
    }
}
