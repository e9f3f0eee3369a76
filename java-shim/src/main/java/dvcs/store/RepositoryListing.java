package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores what a listing of an account named. Identity is the forge's number; path and name follow it. */
public final class RepositoryListing {
    private static final String INSERT = "INSERT INTO <REPOSITORY> ([PATH], [NAME], [WEB_URL], [CLONE_URL], "
            + "[DEFAULT_BRANCH], [ARCHIVED], [WITHOUT_COMMITS], [LAST_ACTIVITY], [UNIQUE_HASH], [ACCOUNT_ID], "
            + "[FORGE_ID], [LINKED], [STATE], [LAST_SYNC], [VERIFIED_AT], [GONE_AT], [ARMED_AT], [GRAMMAR_VERSION], [GENERATION], "
            + "[TARGET_GENERATION], [COMMIT_COUNT], [BRANCH_COUNT], [MERGE_REQUEST_COUNT]) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'NEW', 0, 0, 0, 0, ?, 0, 1, 0, 0, 0)";
    private static final String UPDATE = "UPDATE <REPOSITORY> SET [PATH] = ?, [NAME] = ?, [WEB_URL] = ?, [CLONE_URL] = ?, "
            + "[DEFAULT_BRANCH] = ?, [ARCHIVED] = ?, [WITHOUT_COMMITS] = ?, [LAST_ACTIVITY] = ?, "
            + "[GONE_AT] = 0 WHERE [UNIQUE_HASH] = ?";

    private final Database database;
    private final Lease lease;
    private final int accountId;
    private final boolean autoLink;
    private final int grammarVersion;

    public RepositoryListing(Database database, Lease lease, int accountId, boolean autoLink, int grammarVersion) {
        this.database = database;
        this.lease = lease;
        this.accountId = accountId;
        this.autoLink = autoLink;
        this.grammarVersion = grammarVersion;
    }

    public void store(List<ListedRepository> listed) {
        Map<String, ListedRepository> rows = new LinkedHashMap<>();
        listed.forEach(row -> rows.put(Texts.hash("repository", accountId, row.forgeId()), row));
        database.change(sql -> {
            Leases.fence(sql, lease);
            List<String> there = sql.queryIn("SELECT [UNIQUE_HASH] FROM <REPOSITORY> WHERE [UNIQUE_HASH] IN (?*)",
                    rows.keySet(), row -> row.getString(1));
            Map<String, ListedRepository> known = new LinkedHashMap<>(rows);
            known.keySet().retainAll(there);
            Map<String, ListedRepository> missing = new LinkedHashMap<>(rows);
            there.forEach(missing::remove);
            sql.batch(INSERT, missing.entrySet(), entry -> parameters(entry.getValue(), entry.getKey(), accountId,
                    entry.getValue().forgeId(), autoLink, grammarVersion));
            sql.batch(UPDATE, known.entrySet(), entry -> parameters(entry.getValue(), entry.getKey()));
        });
    }

    /** After a listing that saw everything: the others are gone, unless the brake holds. */
    public Brake bury(Set<Long> seen, long now) {
        List<Integer> missing = new ArrayList<>();
        Brake brake = database.write(sql -> {
            Leases.fence(sql, lease);
            Map<Integer, Long> there = there(sql);
            there.forEach((id, forgeId) -> {
                if (!seen.contains(forgeId)) {
                    missing.add(id);
                }
            });
            Brake before = sql.one("SELECT " + Brake.COLUMNS + " FROM <ACCOUNT> WHERE [ID] = ?", row -> Brake.read(row, 1), accountId)
                    .orElse(Brake.RELEASED);
            Brake after = before.next(missing.size(), there.size(), now);
            if (!after.equals(before)) {
                after.store(sql, "ACCOUNT", accountId);
            }
            return after;
        });
        for (int at = 0; at < missing.size() && !brake.holds(); at += Departures.SLICE) {
            List<Integer> slice = missing.subList(at, Math.min(at + Departures.SLICE, missing.size()));
            database.change(sql -> {
                Leases.fence(sql, lease);
                sql.batch("UPDATE <REPOSITORY> SET [GONE_AT] = ? WHERE [ID] = ?", slice, id -> new Object[] {now, id});
            });
        }
        return brake;
    }

    private Map<Integer, Long> there(Sql sql) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        sql.query("SELECT [ID], [FORGE_ID] FROM <REPOSITORY> WHERE [ACCOUNT_ID] = ? AND [GONE_AT] = 0",
                row -> found.put(row.getInt(1), row.getLong(2)), accountId);
        return found;
    }

    private static Object[] parameters(ListedRepository row, Object... last) {
        List<Object> all = new ArrayList<>(); // List.of refuses the nulls that stand for empty texts
        all.add(Texts.cut(row.path()));
        all.add(Texts.cut(row.name()));
        all.add(Texts.of(row.webUrl()));
        all.add(Texts.of(row.cloneUrl()));
        all.add(Texts.of(row.defaultBranch()));
        all.add(row.archived());
        all.add(row.empty());
        all.add(row.lastActivity());
        all.addAll(List.of(last));
        return all.toArray();
    }
}
