package dvcs.store;

import dvcs.store.NotedRun.Note;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the nodes of the cluster do, as the database says: who holds a lease works, and each node writes down what
 * runs there and which repositories wait for it.
 */
public final class ClusterWork {
    /** What a node wrote longer ago it may not have survived. */
    static final long FRESH_MILLIS = 60_000;
    private static final String QUEUE = "work:";
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

    /**
     * What the nodes do. {@code runs}: what each of the others wrote down, a few seconds ago; {@code repositories} and {@code accounts}: by
     * which node they are held just now.
     */
    public record Everywhere(Map<String, List<NotedRun>> runs, Map<Integer, String> repositories, Map<Integer, String> accounts) {}

    /** This node. */
    public String node() {
        return name.substring(QUEUE.length());
    }

    /** What this node has to do; to be said again while there is anything. */
    public void publish(List<NotedRun> runs) {
        long now = database.read(sql -> now(sql));
        settings.put(name, runs.isEmpty() ? "" : NotedRun.write(now, runs));
    }

    public Now read() {
        return database.read(sql -> {
            long now = now(sql);
            List<String> held = sql.query("SELECT [RESOURCE] FROM <LEASE> WHERE [EXPIRES_AT] > ?", row -> row.getString(1), now);
            Set<Integer> running = ids(held, Lease.OF_REPOSITORY);
            Set<Integer> accounts = new HashSet<>(sql.queryIn("SELECT DISTINCT [ACCOUNT_ID] FROM <REPOSITORY> WHERE [ID] IN (?*)", running,
                    row -> row.getInt(1)));
            Set<Integer> waiting = notes(sql, now).values().stream().flatMap(List::stream).filter(run -> !run.running())
                    .map(NotedRun::repositoryId).collect(Collectors.toSet());
            return new Now(ids(held, Lease.OF_ACCOUNT), running, waiting, accounts);
        });
    }

    public Everywhere everywhere() {
        return database.read(sql -> {
            long now = now(sql);
            Map<String, String> held = new HashMap<>();
            sql.query("SELECT [RESOURCE], [HOLDER] FROM <LEASE> WHERE [EXPIRES_AT] > ?", row -> held.put(row.getString(1), Texts.orEmpty(row.getString(2))), now);
            Map<String, List<NotedRun>> others = notes(sql, now);
            others.remove(node());
            return new Everywhere(others, holders(held, Lease.OF_REPOSITORY), holders(held, Lease.OF_ACCOUNT));
        });
    }

    private static Map<String, List<NotedRun>> notes(Sql sql, long now) throws SQLException {
        Map<String, List<NotedRun>> runs = new TreeMap<>();
        sql.query("SELECT [NAME], [CONTENT] FROM <SETTING> WHERE [NAME] LIKE ?", ClusterWork::note, QUEUE + "%").stream()
                .filter(note -> now - note.getValue().at() <= FRESH_MILLIS).forEach(note -> runs.put(note.getKey(), note.getValue().runs()));
        return runs;
    }

    private static Map.Entry<String, Note> note(ResultSet row) throws SQLException {
        return Map.entry(row.getString(1).substring(QUEUE.length()), NotedRun.read(Texts.orEmpty(row.getString(2))));
    }

    private static Map<Integer, String> holders(Map<String, String> held, String kind) {
        return held.entrySet().stream().filter(each -> each.getKey().startsWith(kind))
                .collect(Collectors.toMap(each -> Integer.valueOf(each.getKey().substring(kind.length())), Map.Entry::getValue));
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
