package dvcs.bench;

import dvcs.api.CommandKind;
import dvcs.commands.CommandParser;
import dvcs.commands.CommandRunner;
import dvcs.commands.Holder;
import dvcs.commands.JiraActions;
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
import dvcs.store.entity.AuthorMappingEntity;
import dvcs.store.entity.BranchEntity;
import dvcs.store.entity.BranchKeyEntity;
import dvcs.store.entity.CommandEntity;
import dvcs.store.entity.CommitEntity;
import dvcs.store.entity.CommitKeyEntity;
import dvcs.store.entity.LeaseEntity;
import dvcs.store.entity.MergeRequestEntity;
import dvcs.store.entity.MergeRequestKeyEntity;
import dvcs.store.entity.RepositoryEntity;
import dvcs.store.entity.SettingEntity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands a second through the ledger on a private PostgreSQL (fsync on): from due commits to rows that are done, with every
 * transaction that this takes, and a Jira that answers at once. One argument: a folder. Prints one JSON line.
 */
public final class LedgerRates {
    private static final int COMMITS = 1_000;

    private LedgerRates() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(Path.of(arguments[0]));
                Database host = Database.postgres(server.url(), "ledger_" + System.nanoTime())) {
            new HostActiveObjects(host, "dvcs.native.connector").initialize(List.of(AccountEntity.class, RepositoryEntity.class,
                    BranchEntity.class, BranchKeyEntity.class, CommitEntity.class, CommitKeyEntity.class, MergeRequestEntity.class,
                    MergeRequestKeyEntity.class, CommandEntity.class, AuthorMappingEntity.class, LeaseEntity.class, SettingEntity.class));
            var database = new dvcs.store.Database(new Transactions(host));
            armed(database);
            run(database, 0, COMMITS / 5); // warm
            double seconds = run(database, COMMITS, COMMITS);
            long done = database.read(sql -> sql.count("SELECT COUNT(*) FROM <COMMAND> WHERE [STATE] = 'DONE'"));
            host.update("DROP SCHEMA \"" + host.schema() + "\" CASCADE");
            if (done != COMMITS + COMMITS / 5) {
                throw new IllegalStateException(done + " commands were done");
            }
            System.out.printf("{\"commands_per_second\":%.0f}%n", COMMITS / seconds);
        }
    }

    private static void armed(dvcs.store.Database database) {
        database.change(sql -> {
            sql.update("INSERT INTO <ACCOUNT> ([ID], [HOST], [UNIQUE_HASH], [REMOVED], [SMART_COMMITS]) VALUES (1, 'gitlab', 'x', ?, ?)", false, true);
            sql.update("INSERT INTO <REPOSITORY> ([ID], [ACCOUNT_ID], [UNIQUE_HASH], [LINKED], [STATE], [GENERATION], [TARGET_GENERATION], "
                    + "[GONE_AT], [ARMED_AT]) VALUES (1, 1, 'x', ?, 'SYNCED', 1, 1, 0, 1)", true);
        });
    }

    private static double run(dvcs.store.Database database, int first, int commits) {
        Clock clock = Clock.systemUTC();
        Lease repository = new Leases(database, "bench").seize(Lease.ofRepository(1));
        new BatchWriter(database, clock).write(repository, batch(first, commits, clock.millis()));
        var tables = CommandRunner.Tables.of(database, clock);
        CommandRunner runner = new CommandRunner(tables, LedgerRates::parse, new NoJira(), Holder.here("bench"), clock, run -> { });
        Lease lease = new Leases(database, "bench").seize(Lease.ofCommands());
        long start = System.nanoTime();
        runner.round(lease, () -> false);
        return (System.nanoTime() - start) / 1e9;
    }

    private static CommandParser.Parsed parse(String message) {
        String[] parts = message.split(" #comment ");
        return new CommandParser.Parsed(List.of(new CommandParser.Command(CommandKind.COMMENT, List.of(parts[0]), "comment", parts[1],
                parts[1], "", 0)), List.of());
    }

    private static SyncBatch batch(int first, int count, long now) {
        List<CommitRow> rows = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            var who = new CommitRow.Signature("Ann", "ann@example.org", now - count + i, 0);
            String key = "BENCH-" + (1 + i % 900);
            rows.add(new CommitRow(String.format("%040x", i + 1), 1, who, who, key + " #comment number " + i, false, "", List.of(key)));
        }
        return new SyncBatch(1, 1, false, new byte[] {1}, rows, List.of(), List.of(), List.of(), List.of(), List.of(),
                Optional.of(new SyncBatch.End(List.of(), now, "", "git", false, false, false, true)));
    }

    /** One user, any issue, and every comment is added: what remains is the ledger's own cost. */
    private static final class NoJira implements JiraActions {
        private static final Person ANN = new Person("u1", "ann", "Ann", "ann@example.org", true);

        @Override
        public Optional<IssueRef> issue(String key) {
            return issue(Long.parseLong(key.substring(key.indexOf('-') + 1)));
        }

        @Override
        public Optional<IssueRef> issue(long id) {
            return Optional.of(new IssueRef(id, "BENCH-" + id));
        }

        @Override
        public List<Person> byEmail(String email) {
            return List.of(ANN);
        }

        @Override
        public Optional<Person> byName(String name) {
            return Optional.of(ANN);
        }

        @Override
        public Optional<Person> byKey(String key) {
            return Optional.of(ANN);
        }

        @Override
        public boolean maySee(String actor, long issueId) {
            return true;
        }

        @Override
        public Answer check(Act act) {
            return Answer.done("");
        }

        @Override
        public Answer perform(Act act) {
            return Answer.done("1");
        }

        @Override
        public List<Transition> transitions(long issueId, String actor) {
            return List.of();
        }

        @Override
        public Situation situation(long issueId) {
            return new Situation("1", "Open", 0);
        }

        @Override
        public List<Trace> comments(long issueId, String actor, long created) {
            return List.of();
        }

        @Override
        public List<Trace> workLogs(long issueId, String actor, long started) {
            return List.of();
        }
    }
}
