package dvcs.plugin;

import dvcs.bridge.SyncRequest;
import dvcs.store.AccountRecord;
import dvcs.store.BatchWriter;
import dvcs.store.Database;
import dvcs.store.LeaseLostException;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;
import dvcs.store.SyncBatch;
import dvcs.store.SyncState;
import dvcs.wire.Batch;
import dvcs.wire.Skipped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run of one repository, under its lease: from what is stored to what the forge has. */
final class RepositorySync {
    /** The forge's clock and ours may differ; merge requests that come twice cost little. */
    private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

    private final Database database;
    private final Repositories repositories;
    private final BatchWriter writer;
    private final WriteGate gate;
    private final Grammar grammar;
    private final Clock clock;

    RepositorySync(Database database, Repositories repositories, WriteGate gate, Grammar grammar, Clock clock) {
        this.database = database;
        this.repositories = repositories;
        this.writer = new BatchWriter(database, clock);
        this.gate = gate;
        this.grammar = grammar;
        this.clock = clock;
    }

    /** What a run works on. */
    record Target(AccountRecord account, RepositoryRecord repository, Heartbeat.Held lease, Lane lane, boolean full) {}

    /** Returns when the run has ended; {@code started} is told the job, so that others can cancel it. */
    Outcome run(Target target, ForgeSession session, Activity activity, Consumer<ForgeSession.Running> started) {
        int id = target.repository().id();
        boolean newGrammar = target.repository().grammarVersion() != grammar.version();
        if (target.full() && target.repository().imported() || newGrammar) {
            repositories.beginFull(target.lease().lease(), id, grammar.version());
        }
        repositories.state(id, "SYNCING", "");
        RepositoryRecord repository = repositories.find(id).orElseThrow();
        boolean reading = repository.targetGeneration() > repository.generation();
        SyncState state = SyncState.read(database, id);
        Storing storing = new Storing(target, repository, reading && repository.imported(), activity, clock.millis());
        ForgeSession.Running job = session.sync(request(repository, state, reading), storing::store);
        started.accept(job);
        return await(job.outcome());
    }

    private SyncRequest request(RepositoryRecord repository, SyncState state, boolean reading) {
        boolean fromTheStart = reading && state.cursor().length == 0;
        long since = reading || repository.lastSync() == 0
                ? 0 : Math.max(1, (repository.lastSync() - CLOCK_MARGIN.toMillis()) / 1000);
        // A full reading that was interrupted goes on from its cursor, without the heads of the reading before.
        return new SyncRequest(repository.forgeId(), repository.path(), repository.name(), repository.webUrl(),
                repository.cloneUrl(), repository.defaultBranch(),
                reading ? java.util.List.of() : state.known().stream()
                        .map(head -> new SyncRequest.Head(head.branch(), head.sha())).toList(),
                state.cursor(), since, fromTheStart);
    }

    static Outcome await(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Stores the batches of a run, on the poll thread. */
    private final class Storing {
        private final Target target;
        private final RepositoryRecord repository;
        private final boolean rereads;
        private final Activity activity;
        private final long startedAt;
        private String firstSkipped = "";
        private long skipped;

        Storing(Target target, RepositoryRecord repository, boolean rereads, Activity activity, long startedAt) {
            this.target = target;
            this.repository = repository;
            this.rereads = rereads;
            this.activity = activity;
            this.startedAt = startedAt;
        }

        /** @throws LeaseLostException another node took over */
        void store(Batch batch) throws InterruptedException {
            activity.report(batch);
            for (int i = 0; i < batch.skippedLength(); i++) {
                note(batch.skipped(i));
            }
            SyncBatch rows = new SyncBatch(repository.id(), repository.targetGeneration(), rereads, Decoder.cursor(batch),
                    Decoder.commits(batch), Decoder.branches(batch), Decoder.mergeRequests(batch),
                    Decoder.deletedCommits(batch), Decoder.deletedBranches(batch), Decoder.deletedMergeRequests(batch),
                    end(batch));
            gate.write(target.lane(), () -> writer.write(target.lease().lease(), rows));
        }

        private Optional<SyncBatch.End> end(Batch batch) {
            boolean well = batch.finished() != null && batch.finished().errorCode() == 0;
            return well ? Optional.of(new SyncBatch.End(Decoder.heads(batch), startedAt, warning())) : Optional.empty();
        }

        private void note(Skipped item) {
            if (skipped++ == 0) {
                firstSkipped = ForgeSession.text(item.what()) + " (" + ForgeSession.text(item.why()) + ")";
            }
        }

        private String warning() {
            return skipped == 0 ? "" : skipped + " items could not be read and were skipped; the first: " + firstSkipped;
        }
    }
}
