package dvcs.plugin;

import dvcs.bridge.SyncRequest;
import dvcs.store.AccountRecord;
import dvcs.store.BatchWriter;
import dvcs.store.LeaseLostException;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;
import dvcs.store.SyncState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of one repository, under its lease: from what is stored to what the forge has. */
final class RepositorySync {
    /** The forge's clock and ours may differ; merge requests that come twice cost little. */
    private static final Duration CLOCK_MARGIN = Duration.ofHours(1);
    /** Merge requests that are deleted at the forge leave no trace there: once a day the linked ones are looked for. */
    private static final Duration PROBE_EVERY = Duration.ofDays(1);
    /** A request for each hundred of them. */
    private static final int PROBED = 300;

    private final Tables tables;
    private final Repositories repositories;
    private final BatchWriter writer;
    private final WriteGate gate;
    private final Supplier<Grammar> grammar;
    private final Clock clock;

    RepositorySync(Tables tables, WriteGate gate, Supplier<Grammar> grammar) {
        this.tables = tables;
        this.repositories = tables.repositories();
        this.writer = new BatchWriter(tables.database(), tables.clock());
        this.gate = gate;
        this.grammar = grammar;
        this.clock = tables.clock();
    }

    /** What a run works on. */
    record Target(AccountRecord account, RepositoryRecord repository, Heartbeat.Held lease, Lane lane, Run run) {}

    /** Returns when the run has ended; {@code started} is told the job, so that others can cancel it. */
    Outcome run(Target target, ForgeSession session, Activity activity, Consumer<ForgeSession.Running> started) {
        RepositoryRecord repository = prepared(target);
        boolean reading = repository.targetGeneration() > repository.generation();
        SyncState state = SyncState.read(tables.database(), repository.id());
        boolean probe = !reading && target.run() == Run.SYNC && clock.millis() - repository.probedAt() >= PROBE_EVERY.toMillis();
        SyncRequest request = request(repository, state, reading, !reading && target.run() == Run.VERIFY, probe);
        RunStorage storage = new RunStorage(target, repository, state, request, activity, clock.millis(), repositories, writer, gate);
        ForgeSession.Running job = session.sync(request, storage::store);
        started.accept(job);
        return await(job.outcome());
    }

    /** Settles what an interrupted run left, and begins a full reading where one is due. */
    private RepositoryRecord prepared(Target target) {
        RepositoryRecord repository = target.repository();
        int id = repository.id();
        if (repository.departures()) {
            writer.forgetMarks(target.lease().lease(), id);
        }
        int grammarVersion = grammar.get().version();
        boolean full = (target.run() == Run.FULL || repository.fullWanted()) && repository.imported();
        if (full || repository.grammarVersion() != grammarVersion) {
            repositories.beginFull(target.lease().lease(), id, grammarVersion);
        }
        if (target.run() != Run.VERIFY) {
            repositories.state(target.lease().lease(), id, "SYNCING", "");
        }
        return repositories.find(id).orElseThrow(() -> new LeaseLostException(target.lease().lease()));
    }

    private SyncRequest request(RepositoryRecord repository, SyncState state, boolean reading, boolean verify, boolean probe) {
        boolean fromTheStart = reading && state.cursor().length == 0;
        long since = reading || repository.lastSync() == 0
                ? 0 : Math.max(1, (repository.lastSync() - CLOCK_MARGIN.toMillis()) / 1000);
        // A full reading that was interrupted goes on from its cursor, without the heads of the reading before.
        return new SyncRequest(repository.forgeId(), repository.path(), repository.name(), repository.webUrl(),
                repository.cloneUrl(), repository.defaultBranch(),
                reading ? List.of() : state.known().stream().map(head -> new SyncRequest.Head(head.branch(), head.sha())).toList(),
                state.cursor(), since, fromTheStart, SyncRequest.Source.AUTO, verify,
                probe ? repositories.mergeRequests(repository.id(), PROBED) : List.of());
    }

    static Outcome await(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
