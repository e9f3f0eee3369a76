package dvcs.bench;

import dvcs.devhost.PostgresServer;
import dvcs.devhost.ao.HostActiveObjects;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.Transactions;
import dvcs.store.DevelopmentReader;
import dvcs.store.entity.AccountEntity;
import dvcs.store.entity.BranchEntity;
import dvcs.store.entity.BranchKeyEntity;
import dvcs.store.entity.ChangedFileEntity;
import dvcs.store.entity.CommandEntity;
import dvcs.store.entity.CommitEntity;
import dvcs.store.entity.CommitKeyEntity;
import dvcs.store.entity.MergeRequestEntity;
import dvcs.store.entity.MergeRequestKeyEntity;
import dvcs.store.entity.RepositoryEntity;
import dvcs.store.entity.ReviewerEntity;
import dvcs.store.entity.SettingEntity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * How long what an issue shows takes to read from a private PostgreSQL, with all its commits (20 an issue), branches and merge
 * requests (one each). Arguments: a folder, then numbers of linked commits, growing. Prints one JSON line: median and 95th percentile in
 * milliseconds for each of them.
 */
public final class PanelReads {
    private static final int COMMITS_PER_ISSUE = 20;
    private static final int REPOSITORIES = 500;
    private static final int READS = 2_000;
    private static final String HASH = "MD5(S::text) || MD5('-' || S)";
    private static final String FROM = " FROM GENERATE_SERIES(CAST(? AS BIGINT), CAST(? AS BIGINT)) S";

    private PanelReads() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(Path.of(arguments[0]));
                Database host = Database.postgres(server.url(), "panel_" + System.nanoTime())) {
            new HostActiveObjects(host, "dvcs.native.connector").initialize(Arrays.asList(AccountEntity.class, RepositoryEntity.class, BranchEntity.class,
                    BranchKeyEntity.class, CommitEntity.class, CommitKeyEntity.class, ChangedFileEntity.class, MergeRequestEntity.class,
                    MergeRequestKeyEntity.class, ReviewerEntity.class, CommandEntity.class, SettingEntity.class));
            var database = new dvcs.store.Database(new Transactions(host));
            repositories(database);
            StringBuilder answer = new StringBuilder();
            long filled = 0;
            for (String size : Arrays.asList(arguments).subList(1, arguments.length)) {
                long commits = Long.parseLong(size);
                List<Index> indexes = indexes(host);
                indexes.forEach(index -> host.update(index.drop())); // made anew afterwards: minutes instead of an hour
                fill(database, filled, commits);
                indexes.forEach(index -> host.update(index.create()));
                host.update("ANALYZE");
                filled = commits;
                answer.append(answer.isEmpty() ? "" : ",").append(measure(database, commits));
            }
            host.update("DROP SCHEMA \"" + host.schema() + "\" CASCADE");
            System.out.println("[" + answer + "]");
        }
    }

    private record Index(String drop, String create) {}

    private static List<Index> indexes(Database host) {
        String schema = host.schema();
        List<Index> all = new ArrayList<>(host.query("SELECT CONRELID::REGCLASS::TEXT, CONNAME, PG_GET_CONSTRAINTDEF(OID) FROM PG_CONSTRAINT "
                + "WHERE CONTYPE = 'u' AND CONNAMESPACE = CAST(? AS REGNAMESPACE)", row -> new Index(
                "ALTER TABLE " + row.getString(1) + " DROP CONSTRAINT \"" + row.getString(2) + "\"",
                "ALTER TABLE " + row.getString(1) + " ADD CONSTRAINT \"" + row.getString(2) + "\" " + row.getString(3)), schema));
        all.addAll(host.query("SELECT INDEXNAME, INDEXDEF FROM PG_INDEXES WHERE SCHEMANAME = ? AND INDEXNAME NOT IN (SELECT CONNAME FROM PG_CONSTRAINT)",
                row -> new Index("DROP INDEX \"" + schema + "\".\"" + row.getString(1) + "\"", row.getString(2)), schema));
        return all;
    }

    private static void repositories(dvcs.store.Database database) {
        database.change(sql -> {
            sql.update("INSERT INTO <ACCOUNT> ([ID], [HOST], [UNIQUE_HASH], [REMOVED]) VALUES (1, 'gitlab', 'x', ?)", false);
            sql.update("INSERT INTO <REPOSITORY> ([ID], [ACCOUNT_ID], [UNIQUE_HASH], [PATH], [WEB_URL], [LINKED], [STATE], [GONE_AT]) "
                    + "SELECT S, 1, S::text, 'group/project-' || S, 'https://forge.example.org/group/project-' || S, ?, 'SYNCED', 0" + FROM, true, 1L, (long) REPOSITORIES);
        });
    }

    /** Neighbours of an issue lie far apart, as they do when its work takes weeks. */
    private static void fill(dvcs.store.Database database, long from, long to) {
        String repository = "(1 + S % " + REPOSITORIES + ")";
        database.change(sql -> {
            sql.update("INSERT INTO <COMMIT> ([REPOSITORY_ID], [UNIQUE_HASH], [SHA], [AUTHOR_NAME], [AUTHOR_EMAIL], [AUTHORED_AT], [PARENT_COUNT], [MESSAGE], "
                    + "[WEB_URL], [GONE_AT]) SELECT " + repository + ", " + HASH + ", MD5(S::text) || '00000000', 'Dev ' || S % 400, "
                    + "'dev' || S % 400 || '@example.org', 1500000000000 + S * 60000, 1, REPEAT('fix the broken cache ', CAST(1 + S % 12 AS INTEGER)), "
                    + "'https://forge.example.org/group/project/-/commit/' || MD5(S::text) || '00000000', 0" + FROM, from + 1, to);
            sql.update("INSERT INTO <COMMIT_KEY> ([REPOSITORY_ID], [COMMIT_HASH], [ISSUE_KEY]) SELECT " + repository + ", " + HASH + ", "
                    + "'BENCH-' || " + issue("S", from, to) + FROM, from + 1, to);
            long issues = to / COMMITS_PER_ISSUE;
            long before = from / COMMITS_PER_ISSUE;
            sql.update("INSERT INTO <BRANCH> ([REPOSITORY_ID], [UNIQUE_HASH], [NAME], [HEAD], [GONE_AT]) SELECT " + repository + ", " + HASH
                    + ", 'feature/BENCH-' || S, MD5(S::text) || '00000000', 0" + FROM, before + 1, issues);
            sql.update("INSERT INTO <BRANCH_KEY> ([REPOSITORY_ID], [BRANCH_HASH], [ISSUE_KEY]) SELECT " + repository + ", " + HASH + ", 'BENCH-' || S" + FROM,
                    before + 1, issues);
            sql.update("INSERT INTO <MERGE_REQUEST> ([REPOSITORY_ID], [UNIQUE_HASH], [IID], [TITLE], [STATE], [SOURCE_BRANCH], [TARGET_BRANCH], [AUTHOR], "
                    + "[UPDATED_AT], [WEB_URL]) SELECT " + repository + ", " + HASH + ", S, 'BENCH-' || S || ' Mend it', 'opened', 'feature/BENCH-' || S, 'main', "
                    + "'dev', 1500000000000 + S, 'https://forge.example.org/mr/' || S" + FROM, before + 1, issues);
            sql.update("INSERT INTO <MR_KEY> ([REPOSITORY_ID], [REQUEST_HASH], [ISSUE_KEY]) SELECT " + repository + ", " + HASH + ", 'BENCH-' || S" + FROM,
                    before + 1, issues);
        });
    }

    private static String issue(String commit, long from, long to) {
        long before = from / COMMITS_PER_ISSUE;
        return "(" + before + " + 1 + " + commit + " % " + (to / COMMITS_PER_ISSUE - before) + ")";
    }

    private static String measure(dvcs.store.Database database, long commits) {
        DevelopmentReader reader = new DevelopmentReader(database);
        Random random = new Random(1);
        long[] nanos = new long[READS];
        for (int round = 0; round < 2; round++) { // the first one warms the JVM and PostgreSQL
            for (int i = 0; i < READS; i++) {
                String key = "BENCH-" + (1 + random.nextInt((int) (commits / COMMITS_PER_ISSUE)));
                long start = System.nanoTime();
                var seen = reader.read(Set.of(key));
                nanos[i] = System.nanoTime() - start;
                if (seen.commits().size() != COMMITS_PER_ISSUE || seen.branches().size() != 1 || seen.mergeRequests().size() != 1) {
                    throw new IllegalStateException(key + " shows " + seen.commits().size() + " commits");
                }
            }
        }
        Arrays.sort(nanos);
        return String.format("{\"commits\":%d,\"median\":%.3f,\"p95\":%.3f}", commits, nanos[READS / 2] / 1e6, nanos[READS * 95 / 100] / 1e6);
    }
}
