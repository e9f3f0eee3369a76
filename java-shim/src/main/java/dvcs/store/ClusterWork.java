package dvcs.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the nodes of the cluster do, as the database says: who holds a lease works, and each node writes down which
 * repositories wait for it.
 */
public final class ClusterWork {
    /** What a node wrote longer ago it may not have survived. */
    static final long FRESH_MILLIS = 60_000;
    private static final String QUEUE = "queue:";
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final Settings settings;
    private final String name;

    public ClusterWork(Database database, String node) {
        this.database = database;
        this.settings = new Settings(database);
        this.name = Texts.cut(QUEUE + node, LONGEST_NAME);
    }

    /** Accounts that are listed, repositories that run or wait, and the accounts of those that run. */
    public record Now(Set<Integer> listed, Set<Integer> running, Set<Integer> waiting, Set<Integer> accounts) {}

    /** Which repositories wait on this node; to be said again while there are any. */
    public void publish(Collection<Integer> waiting) {
        long now = database.read(sql -> now(sql));
        settings.put(name, waiting.isEmpty() ? ""
                : now + " " + waiting.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    public Now read() {
        return database.read(sql -> {
            long now = now(sql);
            List<String> held = sql.query("SELECT [RESOURCE] FROM <LEASE> WHERE [EXPIRES_AT] > ?", row -> row.getString(1), now);
            Set<Integer> running = ids(held, Lease.OF_REPOSITORY);
            Set<Integer> accounts = new HashSet<>(sql.queryIn("SELECT DISTINCT [ACCOUNT_ID] FROM <REPOSITORY> WHERE [ID] IN (?*)", running,
                    row -> row.getInt(1)));
            Set<Integer> waiting = new HashSet<>();
            sql.query("SELECT [CONTENT] FROM <SETTING> WHERE [NAME] LIKE ?", row -> Texts.orEmpty(row.getString(1)), QUEUE + "%")
                    .forEach(written -> waiting.addAll(waiting(written, now)));
            return new Now(ids(held, Lease.OF_ACCOUNT), running, waiting, accounts);
        });
    }

    private static Set<Integer> waiting(String written, long now) {
        if (written.isEmpty()) {
            return Set.of();
        }
        String[] parts = written.split(" ");
        return now - Long.parseLong(parts[0]) > FRESH_MILLIS ? Set.of()
                : Arrays.stream(parts).skip(1).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static Set<Integer> ids(List<String> resources, String kind) {
        return resources.stream().filter(each -> each.startsWith(kind)).map(each -> Integer.valueOf(each.substring(kind.length())))
                .collect(Collectors.toSet());
    }

    private static long now(Sql sql) throws SQLException {
        return sql.page("SELECT CURRENT_TIMESTAMP FROM <SETTING>", row -> row.getTimestamp(1).getTime(), 0, 1).stream().findFirst()
                .orElse(0L);
    }
}
