package dvcs.commands;

import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.CommandFilter;
import dvcs.store.BatchWriter;
import dvcs.store.BranchRow;
import dvcs.store.CommandLog;
import dvcs.store.CommitRow;
import dvcs.store.DatabaseClock;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.Leases;
import dvcs.store.MergeRequestRow;
import dvcs.store.Removal;
import dvcs.store.SyncBatch;
import dvcs.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Repositories, the ledger on a real database, a Jira in memory, and runners that come and go. */
final class World {
    static final long START = TestDatabase.CLOCK.millis();

    final TestDatabase database;
    final FakeJira jira = new FakeJira();
    final AtomicLong now = new AtomicLong(START);
    final Clock clock = skewed(Duration.ZERO);
    final CommandRunner.Tables tables;
    final CommandLog log;
    /** Nodes that synchronise, with clocks that are wrong; they take turns. */
    private final List<DatabaseClock> theirs;
    private int writes;
    /** Repositories for which a run was asked. */
    final List<Integer> asked = new ArrayList<>();
    private int shas;

    World(TestDatabase database) {
        this.database = database;
        this.tables = tables(clock);
        this.log = new CommandLog(database.database(), clock);
        this.theirs = Stream.of(-4, 0, 4).map(minutes -> new DatabaseClock(() -> OptionalLong.of(now.get()), skewed(Duration.ofMinutes(minutes)))).toList();
        theirs.forEach(DatabaseClock::measure);
    }

    /** This world's time, seen by a node whose clock is wrong. */
    Clock skewed(Duration by) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get()).plus(by);
            }
        };
    }

    private CommandRunner.Tables tables(Clock theirs) {
        return CommandRunner.Tables.of(database.database(), theirs);
    }

    /** An armed one. */
    int repository(long forgeId) {
        int id = newRepository(forgeId);
        tables.arming().accountSwitch(1, true, null);
        run(id, List.of(), List.of(), List.of(), 1, false);
        arm(id);
        return id;
    }

    /** One of an account with smart commits. */
    int newRepository(long forgeId) {
        int id = database.newRepository(1, forgeId);
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?", false));
        return id;
    }

    boolean arm(int repository) {
        return withLease(Lease.ofRepository(repository), lease -> tables.arming().arm(lease, repository));
    }

    private interface Leased<T> {
        T with(Lease lease);
    }

    private <T> T withLease(String resource, Leased<T> work) {
        Leases leases = new Leases(database.database(), "sync");
        Lease lease = leases.seize(resource);
        try {
            return work.with(lease);
        } finally {
            leases.release(lease);
        }
    }

    /** Deletes a repository that is gone, as the cleaning does. */
    void remove(int repository) {
        withLease(Lease.ofRepository(repository), lease -> {
            new Removal(database.database()).goneRepository(lease, repository, now.get());
            return null;
        });
    }

    /** Deletes what left before {@code limit}, as the cleaning does. */
    void clearGraves(int repository, long limit) {
        withLease(Lease.ofRepository(repository), lease -> {
            new Removal(database.database()).graves(lease, repository, limit, now.get() - Limits.configured().age().toMillis());
            return null;
        });
    }

    boolean isArmed(int repository) {
        var switches = tables.arming().repositories(Set.of(repository)).get(repository);
        return switches != null && switches.armedAt() > 0;
    }

    CommitRow commit(String author, long authoredAt, String message) {
        return commit(author, authoredAt, message, 1);
    }

    CommitRow commit(String author, long authoredAt, String message, int parents) {
        var who = new CommitRow.Signature(author, author + "@example.com", authoredAt, 0);
        return new CommitRow(String.format("%040x", ++shas), parents, who, new CommitRow.Signature(author, author + "@example.com", now.get(), 0),
                message, false, "https://forge/c/" + shas, List.of(message.split("[ ,]", 2)[0]));
    }

    /** Rebased: another commit of the same author and author's date. */
    CommitRow again(CommitRow commit) {
        return new CommitRow(String.format("%040x", ++shas), commit.parentCount(), commit.author(), commit.committer(), commit.message(), false,
                commit.webUrl(), commit.keys());
    }

    void push(int repository, CommitRow... commits) {
        run(repository, List.of(commits), List.of(), List.of(), 1, false);
    }

    /** A whole run: new commits, commits that left, merge requests, and its end. */
    void run(int repository, List<CommitRow> commits, List<String> gone, List<MergeRequestRow> requests, int generation, boolean rereads) {
        write(repository, commits, gone, requests, generation, rereads, true);
    }

    /** A run that only compares heads, and finds them where they were. */
    void look(int repository) {
        SyncBatch.End end = new SyncBatch.End(List.of(), now.get(), "", "git", false, true, false, false);
        withLease(Lease.ofRepository(repository), lease -> {
            new BatchWriter(database.database(), clock).write(lease, new SyncBatch(repository, 1, false, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Optional.of(end)));
            return null;
        });
    }

    void write(int repository, List<CommitRow> commits, List<String> gone, List<MergeRequestRow> requests, int generation, boolean rereads,
            boolean ends) {
        Clock node = theirs.get(writes++ % theirs.size());
        Optional<SyncBatch.End> end = ends
                ? Optional.of(new SyncBatch.End(List.of(new BranchRow("main", "f".repeat(40), true, List.of())), node.millis(), "", "git", false, false, false, true))
                : Optional.empty();
        withLease(Lease.ofRepository(repository), lease -> {
            new BatchWriter(database.database(), node).write(lease, new SyncBatch(repository, generation, rereads, new byte[] {1}, commits, List.of(), requests, gone, List.of(), List.of(), end));
            return null;
        });
    }

    static MergeRequestRow squashed(long iid, String squashSha) {
        return new MergeRequestRow(iid, "KEY-1", "merged", false, "topic", "main", "ann", "Ann", iid, "https://forge/mr/" + iid, "", "", squashSha,
                List.of(), List.of("KEY-1"), true);
    }

    /** A process on a node. */
    final class Node {
        private final Holder holder;
        private final CommandRunner runner;
        private final Leases leases;

        Node(String name, String process, Clock theirs) {
            holder = new Holder(name, process, process + "-runner");
            runner = new CommandRunner(tables(theirs), new FakeParser(), jira, holder, theirs, asked::add);
            leases = new Leases(database.database(), name);
        }

        /** What a start of the plugin does first. */
        void start() {
            leases.releaseAllOfThisNode();
        }

        /** False: another node is at it, or took over. */
        boolean round() {
            Optional<Lease> lease = leases.tryAcquire(Lease.ofCommands());
            if (lease.isEmpty()) {
                return false;
            }
            try {
                runner.round(lease.get(), () -> false);
                leases.release(lease.get());
                return true;
            } catch (LeaseLostException e) {
                return false;
            }
        }

        /** The lease has run out while another node held it. */
        void seizeRound() {
            expire();
            round();
        }
    }

    Node node(String name, String process) {
        return new Node(name, process, clock);
    }

    void expire() {
        database.database().change(sql -> sql.update("UPDATE <LEASE> SET [EXPIRES_AT] = 0 WHERE [RESOURCE] = ?", Lease.ofCommands()));
    }

    /** Oldest first. */
    List<Command> commands() {
        List<Command> all = new ArrayList<>(log.page(CommandFilter.ALL, 0, 100_000));
        java.util.Collections.reverse(all);
        return all;
    }

    long due() {
        return database.database().read(sql -> sql.count("SELECT COUNT(*) FROM <COMMIT> WHERE [COMMAND_STATE] IN (1, 4, 5)"));
    }
}
