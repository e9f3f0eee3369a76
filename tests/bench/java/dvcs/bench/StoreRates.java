package dvcs.bench;

import dvcs.devhost.PostgresServer;
import dvcs.devhost.ao.HostActiveObjects;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.Transactions;
import dvcs.store.BatchWriter;
import dvcs.store.CommitRow;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.SyncBatch;
import dvcs.store.entity.AccountEntity;
import dvcs.store.entity.BranchEntity;
import dvcs.store.entity.BranchKeyEntity;
import dvcs.store.entity.CommitEntity;
import dvcs.store.entity.CommitKeyEntity;
import dvcs.store.entity.LeaseEntity;
import dvcs.store.entity.MergeRequestEntity;
import dvcs.store.entity.MergeRequestKeyEntity;
import dvcs.store.entity.RepositoryEntity;
import dvcs.store.entity.SettingEntity;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * Commits a second into a private PostgreSQL (fsync on): through the plugin's batch transactions, and the rows that came of
 * it by {@code COPY} into tables of the same shape with the same indexes. One argument: a folder. Prints one JSON line.
 */
public final class StoreRates {
    private static final String NAMESPACE = "dvcs.native.connector";
    private static final int BATCH = 500;
    private static final int BATCHES = 100;
    private static final List<String> COPIED = List.of("COMMIT", "COMMIT_KEY");

    private StoreRates() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(Path.of(arguments[0]));
                Database host = Database.postgres(server.url(), "bench_" + System.nanoTime())) {
            new HostActiveObjects(host, NAMESPACE).initialize(List.of(AccountEntity.class, RepositoryEntity.class, BranchEntity.class,
                    BranchKeyEntity.class, CommitEntity.class, CommitKeyEntity.class, MergeRequestEntity.class,
                    MergeRequestKeyEntity.class, LeaseEntity.class, SettingEntity.class));
            double stored = store(host);
            double copied = copy(host);
            host.update("DROP SCHEMA \"" + host.schema() + "\" CASCADE");
            System.out.printf("{\"stored_rows_per_second\":%.0f,\"copied_rows_per_second\":%.0f}%n", stored, copied);
        }
    }

    private static double store(Database host) {
        var database = new dvcs.store.Database(new Transactions(host));
        Lease lease = new Leases(database, "bench").tryAcquire(Lease.ofRepository(1)).orElseThrow();
        BatchWriter writer = new BatchWriter(database, Clock.systemUTC());
        Random random = new Random(1);
        for (int i = 0; i < BATCHES / 5; i++) {
            writer.write(lease, batch(2, random)); // warm
        }
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            writer.write(lease, batch(1, random));
        }
        return BATCH * BATCHES / seconds(start);
    }

    private static SyncBatch batch(int repository, Random random) {
        List<CommitRow> rows = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            var who = new CommitRow.Signature("Dev " + random.nextInt(400), "dev" + random.nextInt(400) + "@example.org",
                    1_500_000_000_000L + i * 600_000L, 120);
            String sha = String.format("%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt());
            rows.add(new CommitRow(sha, 1, who, who, "BENCH-" + i + " " + "fix the broken cache ".repeat(1 + random.nextInt(12)), false,
                    "https://forge.example.org/bench/project/-/commit/" + sha, List.of("BENCH-" + (1 + random.nextInt(9000)))));
        }
        return new SyncBatch(repository, 1, false, "{\"version\":1}".getBytes(StandardCharsets.UTF_8), rows, List.of(), List.of(),
                List.of(), List.of(), List.of(), Optional.empty());
    }

    /** Writes the measured rows out, then in again by COPY, key rows included; rows are counted as commits. */
    private static double copy(Database host) throws Exception {
        double total = 0;
        try (Connection connection = host.connection()) {
            var copier = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String name : COPIED) {
                String table = host.query("SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name LIKE ?",
                        row -> host.table(row.getString(1)), host.schema(), "AO\\_%\\_" + name.replace("_", "\\_")).get(0);
                String twin = host.table("COPY_OF_" + name);
                host.update("CREATE TABLE " + twin + " (LIKE " + table + " INCLUDING ALL)");
                var out = new java.io.ByteArrayOutputStream();
                copier.copyOut("COPY (SELECT * FROM " + table + " WHERE \"REPOSITORY_ID\" = 1) TO STDOUT", out);
                InputStream rows = new ByteArrayInputStream(out.toByteArray());
                long start = System.nanoTime();
                long count = copier.copyIn("COPY " + twin + " FROM STDIN", rows);
                total += seconds(start);
                if (count != (long) BATCH * BATCHES) {
                    throw new IllegalStateException(count + " rows of " + name + " were copied");
                }
            }
        }
        return BATCH * BATCHES / total;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
