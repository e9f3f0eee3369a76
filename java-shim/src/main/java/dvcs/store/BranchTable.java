package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Branches and their keys. Most are there already when they come, so this always looks first. A branch that is gone
 * stays as a tombstone for a while.
 */
final class BranchTable {
    private static final String INSERT = "INSERT INTO <BRANCH> ([REPOSITORY_ID], [UNIQUE_HASH], [NAME], [HEAD], "
            + "[KNOWN_HEAD], [DEFAULT_BRANCH], [FIRST_SEEN], [GONE_AT], [GENERATION]) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE <BRANCH> SET [HEAD] = ?, [DEFAULT_BRANCH] = ?, [GONE_AT] = ?, "
            + "[GENERATION] = ? WHERE [UNIQUE_HASH] = ?";
    private static final String ADVANCE = "UPDATE <BRANCH> SET [HEAD] = ?, [KNOWN_HEAD] = ?, [DEFAULT_BRANCH] = ?, "
            + "[GONE_AT] = ?, [GENERATION] = ? WHERE [UNIQUE_HASH] = ?";
    private static final long THERE = 0;

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

    /** Branches as reported; their history may not be stored yet. */
    void merge(Sql sql, List<BranchRow> branches) throws SQLException {
        Map<String, BranchRow> rows = byHash(branches);
        Set<String> there = there(sql, rows.keySet());
        insert(sql, rows, there, false);
        sql.batch(UPDATE, known(rows, there), entry -> new Object[] {entry.getValue().head(), entry.getValue().isDefault(),
            THERE, generation, entry.getKey()});
        KeyTable.OF_BRANCHES.replace(sql, repositoryId, keys(rows));
    }

    /** With the last batch of a synchronisation: the next one starts from these heads. */
    void advance(Sql sql, List<BranchRow> heads) throws SQLException {
        Map<String, BranchRow> rows = byHash(heads);
        Set<String> there = there(sql, rows.keySet());
        insert(sql, rows, there, true);
        sql.batch(ADVANCE, known(rows, there), entry -> new Object[] {entry.getValue().head(), entry.getValue().head(),
            entry.getValue().isDefault(), THERE, generation, entry.getKey()});
        Map<String, BranchRow> fresh = new LinkedHashMap<>(rows);
        fresh.keySet().removeAll(there);
        KeyTable.OF_BRANCHES.insert(sql, repositoryId, keys(fresh));
    }

    /** They are gone at the forge: still shown until the run ends well; see {@link Departures}. */
    void leave(Sql sql, Collection<String> names) throws SQLException {
        sql.batch("UPDATE <BRANCH> SET [GONE_AT] = ? WHERE [UNIQUE_HASH] = ? AND [GONE_AT] = 0", names,
                name -> new Object[] {-now, hash(repositoryId, name)});
    }

    /**
     * At the end of a run every branch that the forge has is complete. One that is not was stored by an interrupted run and
     * vanished before this one: nobody else would notice. True: there was one.
     */
    boolean leaveUnfinished(Sql sql) throws SQLException {
        return sql.update("UPDATE <BRANCH> SET [GONE_AT] = ? WHERE [REPOSITORY_ID] = ? AND [GONE_AT] = 0 AND [KNOWN_HEAD] IS NULL",
                -now, repositoryId) > 0;
    }

    private void insert(Sql sql, Map<String, BranchRow> rows, Set<String> there, boolean complete) throws SQLException {
        Map<String, BranchRow> missing = new LinkedHashMap<>(rows);
        missing.keySet().removeAll(there);
        sql.batch(INSERT, missing.entrySet(), entry -> new Object[] {repositoryId, entry.getKey(),
            Texts.of(entry.getValue().name()), entry.getValue().head(), complete ? entry.getValue().head() : null,
            entry.getValue().isDefault(), now, THERE, generation});
    }

    private static Set<String> there(Sql sql, Collection<String> hashes) throws SQLException {
        return new HashSet<>(sql.queryIn("SELECT [UNIQUE_HASH] FROM <BRANCH> WHERE [UNIQUE_HASH] IN (?*)", hashes,
                row -> row.getString(1)));
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
