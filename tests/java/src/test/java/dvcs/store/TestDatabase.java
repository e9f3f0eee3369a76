package dvcs.store;

import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import dvcs.devhost.PostgresServer;
import dvcs.devhost.ao.HostActiveObjects;
import dvcs.devhost.db.Transactions;
import dvcs.store.entity.AccountEntity;
import dvcs.store.entity.AuthorMappingEntity;
import dvcs.store.entity.BranchEntity;
import dvcs.store.entity.BranchKeyEntity;
import dvcs.store.entity.ChangedFileEntity;
import dvcs.store.entity.ClientConfigurationEntity;
import dvcs.store.entity.CommandEntity;
import dvcs.store.entity.CommitEntity;
import dvcs.store.entity.CommitKeyEntity;
import dvcs.store.entity.HookDeliveryEntity;
import dvcs.store.entity.HookMarkEntity;
import dvcs.store.entity.LeaseEntity;
import dvcs.store.entity.MergeRequestEntity;
import dvcs.store.entity.MergeRequestKeyEntity;
import dvcs.store.entity.OAuthFlowEntity;
import dvcs.store.entity.RepositoryEntity;
import dvcs.store.entity.ReviewerEntity;
import dvcs.store.entity.SettingEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A fresh schema with the connector's tables, made as the host's Active Objects makes them. */
public final class TestDatabase implements AutoCloseable {
    public static final List<Class<?>> ENTITIES = List.of(AccountEntity.class, RepositoryEntity.class, BranchEntity.class,
            BranchKeyEntity.class, CommitEntity.class, CommitKeyEntity.class, MergeRequestEntity.class,
            MergeRequestKeyEntity.class, ChangedFileEntity.class, ReviewerEntity.class, CommandEntity.class,
            AuthorMappingEntity.class, HookDeliveryEntity.class, HookMarkEntity.class, ClientConfigurationEntity.class,
            OAuthFlowEntity.class, LeaseEntity.class, SettingEntity.class);
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    /** Another number with each batch. */
    private static final Pattern COUNTER = Pattern.compile("DETAILS_DUE=[^,]*, ");
    private static final AtomicInteger LAST = new AtomicInteger();

    private boolean closed;
    private final String name;
    private final dvcs.devhost.db.Database host;
    private final Transactions transactions;
    private final Faults faults;
    private final HostActiveObjects activeObjects;

    private TestDatabase(String name, dvcs.devhost.db.Database host) {
        this.name = name;
        this.host = host;
        this.transactions = new Transactions(host);
        this.faults = new Faults(transactions);
        this.activeObjects = new HostActiveObjects(host, "dvcs.native.connector");
        activeObjects.initialize(ENTITIES);
    }

    /** One server for all tests of a JVM; it ends with the JVM. */
    private static final class Postgres {
        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            PostgresServer server = PostgresServer.start(folder());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    /** For {@code @MethodSource}: JUnit closes what a test was given. */
    public static Stream<TestDatabase> both() {
        return Stream.of("h2", "postgres").map(TestDatabase::open);
    }

    public static TestDatabase open(String kind) {
        String schema = "jira_" + LAST.incrementAndGet();
        return new TestDatabase(kind, kind.equals("h2")
                ? dvcs.devhost.db.Database.h2(folder().resolve("h2"), schema)
                : dvcs.devhost.db.Database.postgres(Postgres.SERVER.url(), schema));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("dvcs-test-db");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Database database() {
        return new Database(faults);
    }

    /** The same tables behind a door of one's own. */
    Database database(TransactionalExecutorFactory executors) {
        return new Database(executors);
    }

    public Faults faults() {
        return faults;
    }

    /** The n-th statement from now fails; 0: none. */
    public void failAt(int statement) {
        faults.failAt(statement);
    }

    public Transactions transactions() {
        return transactions;
    }

    public HostActiveObjects activeObjects() {
        return activeObjects;
    }

    dvcs.devhost.db.Database host() {
        return host;
    }

    public int newRepository(int accountId, long forgeId) {
        if (database().read(sql -> sql.count("SELECT COUNT(*) FROM <ACCOUNT> WHERE [ID] = ?", accountId)) == 0) {
            database().change(sql -> sql.update("INSERT INTO <ACCOUNT> ([ID], [HOST], [UNIQUE_HASH]) VALUES (?, ?, ?)",
                    accountId, "gitlab", Texts.hash(accountId)));
        }
        Leases leases = new Leases(database(), "test");
        Lease lease = leases.tryAcquire(Lease.ofAccount(accountId)).orElseThrow();
        new RepositoryListing(database(), lease, accountId, true, 4).store(List.of(new ListedRepository(forgeId, "acme/r" + forgeId,
                "r" + forgeId, "https://forge/acme/r" + forgeId, "", "main", false, false, 0)));
        leases.release(lease);
        return (int) (long) database().read(sql -> sql.count("SELECT [ID] FROM <REPOSITORY> WHERE [FORGE_ID] = ? AND [ACCOUNT_ID] = ?", forgeId, accountId));
    }

    /** Repositories that are not gone. */
    long there() {
        return database().read(sql -> sql.count("SELECT COUNT(*) FROM <REPOSITORY> WHERE [GONE_AT] = 0"));
    }

    public long count(String table) {
        return database().read(sql -> sql.count("SELECT COUNT(*) FROM <" + table + ">"));
    }

    /** Every row of every table but its number, in a fixed order: to compare what was with what is. */
    public String snapshot(String... tables) {
        List<String> lines = new ArrayList<>();
        for (String table : tables.length > 0 ? tables : new String[] {"REPOSITORY", "BRANCH", "BRANCH_KEY", "COMMIT", "COMMIT_KEY",
            "MERGE_REQUEST", "MR_KEY", "LEASE"}) {
            List<String> rows = database().read(sql -> sql.query("SELECT * FROM <" + table + ">", TestDatabase::line));
            Collections.sort(rows);
            rows.forEach(row -> lines.add(table + " " + (table.equals("REPOSITORY") ? COUNTER.matcher(row).replaceAll("") : row)));
        }
        return String.join("\n", lines);
    }

    private static String line(ResultSet row) throws SQLException {
        TreeMap<String, String> columns = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (!row.getMetaData().getColumnName(i).equals("ID")) {
                columns.put(row.getMetaData().getColumnName(i), row.getString(i));
            }
        }
        return columns.toString();
    }

    @Override
    public void close() {
        if (closed) {
            return; // JUnit closes parameters, and a test may have done so before
        }
        closed = true;
        // A second schema with these tables would be a second Jira in the same database.
        host.update("DROP SCHEMA IF EXISTS \"" + host.schema() + "\" CASCADE");
        host.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
