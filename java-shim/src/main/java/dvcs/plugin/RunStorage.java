package dvcs.plugin;

import dvcs.bridge.SyncRequest;
import dvcs.store.BatchWriter;
import dvcs.store.BranchRow;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;
import dvcs.store.SyncBatch;
import dvcs.store.SyncState;
import dvcs.wire.Batch;
import dvcs.wire.Finished;
import dvcs.wire.Skipped;
import dvcs.wire.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores the batches of a run, on the poll thread. */
final class RunStorage {
    private final RepositorySync.Target target;
    private final RepositoryRecord repository;
    private final SyncState state;
    private final SyncRequest request;
    private final Activity activity;
    private final long startedAt;
    private final Repositories repositories;
    private final BatchWriter writer;
    private final WriteGate gate;
    private final boolean rereads;
    private boolean stored;
    private String firstSkipped = "";
    private long skipped;

    /** {@code repository} and {@code state}: as the run found them. */
    RunStorage(RepositorySync.Target target, RepositoryRecord repository, SyncState state, SyncRequest request, Activity activity,
            long startedAt, Repositories repositories, BatchWriter writer, WriteGate gate) {
        this.target = target;
        this.repository = repository;
        this.state = state;
        this.request = request;
        this.activity = activity;
        this.startedAt = startedAt;
        this.repositories = repositories;
        this.writer = writer;
        this.gate = gate;
        this.rereads = repository.targetGeneration() > repository.generation() && repository.imported();
    }

    /** @throws dvcs.store.LeaseLostException another node took over */
    void store(Batch batch) throws InterruptedException {
        activity.report(batch);
        for (int i = 0; i < batch.skippedLength(); i++) {
            note(batch.skipped(i));
        }
        SyncBatch rows = rows(batch);
        boolean first = !stored && rows.hasRows();
        stored |= rows.hasRows();
        gate.write(target.lane(), () -> {
            if (first && request.verify()) {
                // From here on this is no mere look any more: should it be interrupted, the next life goes on with it.
                repositories.state(target.lease().lease(), repository.id(), "SYNCING", "");
            }
            writer.write(target.lease().lease(), rows);
        });
    }

    private SyncBatch rows(Batch batch) {
        return new SyncBatch(repository.id(), repository.targetGeneration(), rereads, Decoder.cursor(batch),
                Decoder.commits(batch), Decoder.branches(batch), Decoder.mergeRequests(batch),
                Decoder.deletedCommits(batch), Decoder.deletedBranches(batch), Decoder.deletedMergeRequests(batch), end(batch));
    }

    private Optional<SyncBatch.End> end(Batch batch) {
        Finished finished = batch.finished();
        if (finished == null || finished.errorCode() != 0) {
            return Optional.empty();
        }
        List<BranchRow> heads = Decoder.heads(batch);
        boolean looked = looked(batch, heads);
        boolean unchanged = looked && skipped == 0 && repository.isSettled() && sameDefault(heads);
        // Merge requests are known as of the run before, whatever else the look has to store.
        long known = looked && !unchanged ? repository.lastSync() : startedAt;
        return Optional.of(new SyncBatch.End(heads, known, warning(), source(finished.source()), finished.historyIncomplete(),
                unchanged, !request.probe().isEmpty(), finished.complete()));
    }

    // Where no head has moved, the core stops there and reads no merge requests.
    private boolean looked(Batch batch, List<BranchRow> heads) {
        boolean rows = stored || batch.commitsLength() + batch.branchesLength() + batch.mergeRequestsLength() + batch.deletedLength() > 0;
        Set<SyncState.Head> now = new HashSet<>();
        heads.forEach(head -> now.add(new SyncState.Head(head.name(), head.head())));
        return request.verify() && !rows && now.equals(new HashSet<>(state.known()));
    }

    private boolean sameDefault(List<BranchRow> heads) {
        return heads.stream().filter(BranchRow::isDefault).map(BranchRow::name).findFirst().orElse("").equals(state.defaultBranch());
    }

    private static String source(byte source) {
        return switch (source) {
            case Source.Git -> "git";
            case Source.Rest -> "rest";
            default -> "";
        };
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
