package dvcs.store;

import dvcs.api.Hook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which webhooks of ours stand at a forge, as far as it is known, and which are to be looked at. */
public final class HookPlaces {
    /** The number of a webhook that could not be asked for. */
    public static final long AS_BEFORE = -1;
    private static final int FORMER_URLS = 5;
    private static final String SELECT = "SELECT [ID], [FORGE_ID], [PATH], [ARCHIVED], [WITHOUT_COMMITS], [HOOK_ID], COALESCE([HOOK_SECRET_NUMBER], 0) FROM <REPOSITORY> "
            + "WHERE [ACCOUNT_ID] = ? AND [GONE_AT] = 0";
    private static final String ID = "[%s] = CASE WHEN ? < 0 THEN [%1$s] ELSE ? END";
    private static final String STORE_GROUP = "UPDATE <ACCOUNT> SET " + ID.formatted("GROUP_HOOK_ID") + ", " + ID.formatted("GROUP_HOOK_SECRET")
            + ", [GROUP_HOOK_STATE] = ? WHERE [ID] = ?";
    private static final String STORE = "UPDATE <REPOSITORY> SET " + ID.formatted("HOOK_ID") + ", " + ID.formatted("HOOK_SECRET_NUMBER")
            + ", [HOOK_STATE] = ?, [HOOK_ERROR] = ?, [HOOK_CHECKED_AT] = ? WHERE [UNIQUE_HASH] = ?";
    private static final String TOTALS = "SELECT SUM(CASE WHEN [HOOK_STATE] IN ('ACTIVE', 'GROUP') THEN 1 ELSE 0 END), "
            + "SUM(CASE WHEN [HOOK_STATE] IN ('REFUSED', 'DISABLED', 'TEMPORARILY_DISABLED') THEN 1 ELSE 0 END) FROM <REPOSITORY> "
            + "WHERE [ACCOUNT_ID] = ? AND [LINKED] = ? AND [GONE_AT] = 0";

    private final Database database;

    public HookPlaces(Database database) {
        this.database = database;
    }

    /** A repository. {@code hookId} 0: none of its own is known. {@code secret}: the number of the one that it was given. */
    public record Place(int id, long forgeId, String path, boolean archived, boolean empty, long hookId, int secret) {}

    /**
     * Of an account.
     *
     * @param urls the present one first; empty while none was made
     * @param groupSecret the number of the secret that the group's webhook was given
     * @param anew whatever was seen before that, is to be looked at anew
     * @param secret the number of the present secret
     */
    public record Standing(boolean create, List<String> urls, long groupHook, int groupSecret, Hook group, long anew, int secret) {
        /** Of an account that is no more. */
        public static final Standing NONE = new Standing(false, List.of(), 0, 0, Hook.NONE, 0, 0);
    }

    /** How many linked repositories tell of their pushes, and how many can't. */
    public record Totals(int active, int failing) {}

    /** What was seen at one place. {@code forgeId} 0: the group. */
    public record Seen(long forgeId, long hookId, Hook.State state, String error) {}

    public Optional<Standing> standing(int accountId) {
        return database.read(sql -> sql.one("SELECT [HOOKS_OFF], [HOOK_URL], [HOOK_FORMER_URLS], [GROUP_HOOK_ID], [GROUP_HOOK_STATE], [HOOK_ERROR], "
                + "[HOOKS_CHECKED_AT], [HOOKS_ANEW], [GROUP_HOOK_SECRET], [HOOK_SECRET_NUMBER] FROM <ACCOUNT> WHERE [ID] = ?", HookPlaces::standing, accountId));
    }

    public Totals totals(int accountId) {
        return database.read(sql -> sql.one(TOTALS, row -> new Totals(row.getInt(1), row.getInt(2)), accountId, true))
                .orElseGet(() -> new Totals(0, 0));
    }

    public Map<Integer, Hook> hooks(Collection<Integer> repositories) {
        Map<Integer, Hook> found = new HashMap<>();
        database.read(sql -> sql.queryIn("SELECT [ID], [HOOK_STATE], [HOOK_ERROR], [HOOK_CHECKED_AT] FROM <REPOSITORY> WHERE [ID] IN (?*)", repositories,
                row -> found.put(row.getInt(1), hook(row, 2))));
        return found;
    }

    /**
     * Linked ones behind {@code after} that were not looked at since {@code limit}, or whose webhook was given another secret than that of
     * this number. Where that was refused it is not tried again sooner than anything else.
     */
    public List<Place> due(int accountId, int after, long limit, int secret, int most) {
        return database.read(sql -> sql.page(SELECT + " AND [ID] > ? AND [LINKED] = ? AND (COALESCE([HOOK_CHECKED_AT], 0) < ? "
                + "OR ([HOOK_ID] > 0 AND COALESCE([HOOK_SECRET_NUMBER], 0) <> ? AND [HOOK_STATE] <> 'REFUSED')) ORDER BY [ID]", HookPlaces::place, 0, most,
                accountId, after, true, limit, secret));
    }

    /**
     * Those behind {@code after} with a webhook of their own that shall have none, unless its removal was refused since {@code limit}.
     * {@code all}: none shall.
     */
    public List<Place> surplus(int accountId, boolean all, int after, long limit, int most) {
        String some = SELECT + " AND [ID] > ? AND [HOOK_ID] > 0 AND (COALESCE([HOOK_STATE], 'NONE') <> 'REFUSED' OR COALESCE([HOOK_CHECKED_AT], 0) < ?)";
        return database.read(sql -> all ? sql.page(some + " ORDER BY [ID]", HookPlaces::place, 0, most, accountId, after, limit)
                : sql.page(some + " AND [LINKED] = ? ORDER BY [ID]", HookPlaces::place, 0, most, accountId, after, limit, false));
    }

    /** An administrator's switch. Everything is looked at anew. */
    public void create(int accountId, boolean create, long now) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOKS_OFF] = ?, [HOOK_ERROR] = NULL, [HOOKS_CHECKED_AT] = 0, [HOOKS_ANEW] = ? WHERE [ID] = ?",
                !create, now, accountId));
    }

    /** Where deliveries are to go from now on: what led elsewhere is ours as well, and everything is looked at anew. */
    public void lead(Lease lease, int accountId, String url, long now) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            List<String> urls = sql.one("SELECT [HOOK_URL], [HOOK_FORMER_URLS] FROM <ACCOUNT> WHERE [ID] = ?", row -> urls(row, 1), accountId)
                    .orElse(List.of());
            List<String> former = urls.stream().filter(each -> !each.equals(url)).limit(FORMER_URLS).toList();
            sql.update("UPDATE <ACCOUNT> SET [HOOK_URL] = ?, [HOOK_FORMER_URLS] = ?, [HOOKS_ANEW] = ? WHERE [ID] = ?", url,
                    Texts.of(String.join("\n", former)), now, accountId);
        });
    }

    /** Everything is looked at anew; what is as it should be is left so. */
    public void anew(int accountId, long now) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOKS_ANEW] = ?, [HOOKS_CHECKED_AT] = 0 WHERE [ID] = ?", now, accountId));
    }

    /**
     * One transaction for each row, because others lock many of them in another order.
     *
     * @param secret the number of the one that was handed over: whatever stands now has it, what could not be asked for may have another
     */
    public void store(Lease lease, int accountId, List<Seen> seen, int secret, long now) {
        for (Seen each : seen) {
            database.change(sql -> {
                Leases.fence(sql, lease);
                if (each.forgeId() == 0) {
                    sql.update(STORE_GROUP, each.hookId(), each.hookId(), each.hookId(), secret, each.state().name(), accountId);
                } else {
                    sql.update(STORE, each.hookId(), each.hookId(), each.hookId(), secret, each.state().name(), Texts.of(each.error()), now,
                            Texts.hash("repository", accountId, each.forgeId()));
                }
            });
        }
    }

    /** Of these nothing was said: they have their turn again with all others. */
    public void checked(Lease lease, List<Place> places, long now) {
        for (Place place : places) {
            database.change(sql -> {
                Leases.fence(sql, lease);
                sql.update("UPDATE <REPOSITORY> SET [HOOK_CHECKED_AT] = ? WHERE [ID] = ? AND COALESCE([HOOK_CHECKED_AT], 0) < ?", now, place.id(), now);
            });
        }
    }

    /** How the look at all of them ended; empty: well. */
    public void ended(int accountId, String error, long now) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOK_ERROR] = ?, [HOOKS_CHECKED_AT] = ? WHERE [ID] = ?", Texts.of(error), now, accountId));
    }

    /** Those of the original lead to it and are not the copy's to touch. */
    static void forCopy(Sql sql) throws SQLException {
        sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET] = NULL, [HOOK_SECRET_FORMER] = NULL, [HOOK_URL] = NULL, [HOOK_FORMER_URLS] = NULL, "
                + "[GROUP_HOOK_ID] = 0, [GROUP_HOOK_STATE] = NULL, [HOOK_ERROR] = NULL, [HOOKS_CHECKED_AT] = 0");
        sql.update("UPDATE <REPOSITORY> SET [HOOK_ID] = 0, [HOOK_STATE] = NULL, [HOOK_ERROR] = NULL, [HOOK_CHECKED_AT] = 0");
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(!row.getBoolean(1), urls(row, 2), row.getLong(4), row.getInt(9),
                new Hook(state(row.getString(5)), Texts.orEmpty(row.getString(6)), row.getLong(7)), row.getLong(8), row.getInt(10));
    }

    private static List<String> urls(ResultSet row, int first) throws SQLException {
        List<String> urls = new ArrayList<>();
        if (row.getString(first) != null) {
            urls.add(row.getString(first));
        }
        Arrays.stream(Texts.orEmpty(row.getString(first + 1)).split("\n")).filter(each -> !each.isEmpty()).forEach(urls::add);
        return urls;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getInt(1), row.getLong(2), Texts.orEmpty(row.getString(3)), row.getBoolean(4), row.getBoolean(5), row.getLong(6), row.getInt(7));
    }

    private static Hook hook(ResultSet row, int first) throws SQLException {
        return new Hook(state(row.getString(first)), Texts.orEmpty(row.getString(first + 1)), row.getLong(first + 2));
    }

    private static Hook.State state(String stored) {
        return stored == null ? Hook.State.NONE : Hook.State.valueOf(stored);
    }
}
