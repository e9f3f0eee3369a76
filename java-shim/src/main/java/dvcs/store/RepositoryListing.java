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
            + "[FORGE_ID], [LINKED], [RULED_OUT], [STATE], [LAST_SYNC], [VERIFIED_AT], [GONE_AT], [ARMED_AT], [GRAMMAR_VERSION], [GENERATION], "
            + "[TARGET_GENERATION], [COMMIT_COUNT], [BRANCH_COUNT], [MERGE_REQUEST_COUNT]) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'NEW', 0, 0, 0, 0, ?, 0, 1, 0, 0, 0)";
    private static final String UPDATE = "UPDATE <REPOSITORY> SET [PATH] = ?, [NAME] = ?, [WEB_URL] = ?, [CLONE_URL] = ?, "
            + "[DEFAULT_BRANCH] = ?, [ARCHIVED] = ?, [WITHOUT_COMMITS] = ?, [LAST_ACTIVITY] = ?, "
            + "[GONE_AT] = 0, [HELD_AT] = 0 WHERE [UNIQUE_HASH] = ?";

    private final Database database;
    private final Lease lease;
    private final int accountId;
    private final boolean autoLink;
    private final PathRules rules;
    private final int grammarVersion;

    /** Without rules. */
    public RepositoryListing(Database database, Lease lease, int accountId, boolean autoLink, int grammarVersion) {
        this(database, lease, accountId, autoLink, PathRules.NONE, grammarVersion);
    }

    /** {@code autoLink}: new ones that the rules let are linked. */
    public RepositoryListing(Database database, Lease lease, int accountId, boolean autoLink, PathRules rules, int grammarVersion) {
        this.rules = rules;
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
            sql.batch(INSERT, missing.entrySet(), entry -> {
                boolean allowed = rules.allows(entry.getValue().path());
                return parameters(entry.getValue(), entry.getKey(), accountId, entry.getValue().forgeId(), autoLink && allowed,
                        autoLink && !allowed, grammarVersion);
            });
            sql.batch(UPDATE, known.entrySet(), entry -> parameters(entry.getValue(), entry.getKey()));
        });
    }

    /**
     * After a listing that saw everything: the others are gone, unless the brake holds. Returns how the brake stands: an
     * administrator's answer that comes between two slices ends it, and the next listing heeds it.
     */
    public Brake bury(Set<Long> seen, long now) {
        Slices slices = new Slices(database, lease);
        Brake before = slices.one(sql -> Brake.of(sql, "ACCOUNT", accountId));
        Map<Integer, Long> there = slices.one(sql -> there(sql, Brake.MAY_GO, before));
        List<Integer> missing = missing(there, seen);
        boolean keeping = !missing(slices.one(sql -> there(sql, Brake.KEPT, before)), seen).isEmpty();
        Brake after = before.next(missing.size(), there.size(), keeping, now);
        String set = after.holds() ? "[HELD_AT] = ?" : "[GONE_AT] = ?";
        boolean unanswered = slices.eachWhile(missing, (sql, slice) -> {
            if (!before.stands(sql, "ACCOUNT", accountId)) {
                return false;
            }
            sql.batch("UPDATE <REPOSITORY> SET " + set + " WHERE [ID] = ?", slice, id -> new Object[] {after.holds() ? after.since() : now, id});
            return true;
        });
        return unanswered ? slices.one(sql -> { // last: an acceptance is used up when all are buried
            after.store(sql, "ACCOUNT", accountId, before);
            return after;
        }) : slices.one(sql -> Brake.of(sql, "ACCOUNT", accountId));
    }

    private static List<Integer> missing(Map<Integer, Long> there, Set<Long> seen) {
        return there.entrySet().stream().filter(entry -> !seen.contains(entry.getValue())).map(Map.Entry::getKey).toList();
    }

    private Map<Integer, Long> there(Sql sql, String which, Brake brake) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        sql.query("SELECT [ID], [FORGE_ID] FROM <REPOSITORY> WHERE [ACCOUNT_ID] = ? AND [GONE_AT] = 0 AND " + which,
                row -> found.put(row.getInt(1), row.getLong(2)), accountId, brake.kept());
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
