package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/**
 * Stores a batch and its cursor in one transaction, behind the lease's fence. Only the end of a full reading, and one
 * that moves many heads or buries much, takes several of bounded size; whoever goes on after an interruption between them comes to the same rows.
 */
public final class BatchWriter {
    private final Database database;
    private final Clock clock;

    public BatchWriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws LeaseLostException nothing more may be stored under this lease */
    public void write(Lease lease, SyncBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        boolean complete;
        try {
            complete = database.write(sql -> apply(sql, lease, batch, batch.rereads()));
        } catch (StoreException e) {
            if (!e.isConstraintViolation()) {
                throw e;
            }
            // Some row is there already (a resent batch, a commit that came back): all of it again, looking before each step.
            complete = database.write(sql -> apply(sql, lease, batch, true));
        }
        if (!complete) {
            settle(lease, batch);
        }
    }

    /**
     * Before a run: what an interrupted one marked as leaving may be back, and is reported anew from the same heads. It begins
     * where that one began, whose cursor also names the merge requests that wait to be asked about again.
     */
    public void forgetMarks(Lease lease, int repositoryId) {
        Departures departures = new Departures(repositoryId, 0, false, clock.millis());
        new Slices(database, lease).all(departures::forget);
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.update("UPDATE <REPOSITORY> SET [DEPARTURES] = ?, [SYNC_CURSOR] = [END_CURSOR] WHERE [ID] = ?", false, repositoryId);
        });
    }

    /** False: the end is still to come, since it has too much to write for one transaction. */
    private boolean apply(Sql sql, Lease lease, SyncBatch batch, boolean careful) throws SQLException {
        Leases.fence(sql, lease);
        int id = batch.repositoryId();
        long now = clock.millis();
        CommitTable commits = new CommitTable(id, batch.generation(), now);
        BranchTable branches = new BranchTable(id, batch.generation(), now);
        MergeRequestTable requests = new MergeRequestTable(id, batch.generation(), now);
        if (careful) {
            commits.merge(sql, batch.commits());
        } else {
            commits.insert(sql, batch.commits());
        }
        branches.merge(sql, batch.branches());
        requests.merge(sql, batch.mergeRequests());
        requests.delete(sql, batch.goneMergeRequests());
        if (!batch.commits().isEmpty() || !batch.mergeRequests().isEmpty()) {
            Details.wake(sql, id);
        }
        if (!batch.goneCommits().isEmpty() || !batch.goneBranches().isEmpty()) {
            Brake brake = Brake.of(sql, "REPOSITORY", id);
            commits.leave(sql, batch.goneCommits(), brake);
            branches.leave(sql, batch.goneBranches(), brake);
            sql.update("UPDATE <REPOSITORY> SET [DEPARTURES] = ? WHERE [ID] = ?", true, id);
        }
        if (batch.cursor() != null) {
            sql.update("UPDATE <REPOSITORY> SET [SYNC_CURSOR] = ? WHERE [ID] = ?",
                    Texts.of(Base64.getEncoder().encodeToString(batch.cursor())), id);
        }
        return batch.end().isEmpty() || end(sql, batch, branches, now);
    }

    private boolean end(Sql sql, SyncBatch batch, BranchTable branches, long now) throws SQLException {
        SyncBatch.End end = batch.end().get();
        Departures departures = departures(batch, now);
        RunEnd last = new RunEnd(batch, end);
        if (end.unchanged()) {
            last.verified(sql);
            return true;
        }
        List<BranchRow> behind = branches.behind(sql, end.heads());
        if (batch.rereads() || behind.size() > Departures.SLICE || !departures.few(sql)) {
            if (departures.any(sql)) {
                last.expectFull(sql);
            }
            return false;
        }
        branches.advance(sql, behind);
        boolean stale = branches.leaveUnfinished(sql, Brake.of(sql, "REPOSITORY", batch.repositoryId()));
        Departures.Verdict verdict = departures.judge(sql);
        boolean more = true;
        while (more) {
            more = departures.settle(sql, verdict);
        }
        last.store(sql, verdict, stale);
        return true;
    }

    /** Heads first: should this be interrupted, each of them is stored completely, and a full reading does not look at them again. */
    private void settle(Lease lease, SyncBatch batch) {
        long now = clock.millis();
        SyncBatch.End end = batch.end().orElseThrow();
        BranchTable branches = new BranchTable(batch.repositoryId(), batch.generation(), now);
        Departures departures = departures(batch, now);
        Slices slices = new Slices(database, lease);
        slices.each(database.read(sql -> branches.behind(sql, end.heads())), branches::advance);
        boolean stale = slices.one(sql -> !batch.rereads()
                && branches.leaveUnfinished(sql, Brake.of(sql, "REPOSITORY", batch.repositoryId())));
        Departures.Verdict verdict = slices.one(departures::judge);
        slices.all(sql -> departures.settle(sql, verdict));
        boolean sweeps = batch.rereads() && !verdict.holds();
        MergeRequestTable requests = new MergeRequestTable(batch.repositoryId(), batch.generation(), now);
        boolean certain = sweeps && end.sawRequests() && end.warning().isEmpty();
        if (certain) {
            slices.all(requests::sweep);
        }
        database.change(sql -> {
            Leases.fence(sql, lease);
            RunEnd last = new RunEnd(batch, end);
            last.store(sql, verdict, stale);
            if (sweeps && !certain) {
                last.expectProbe(sql);
            }
        });
    }

    private static Departures departures(SyncBatch batch, long now) {
        return new Departures(batch.repositoryId(), batch.generation(), batch.rereads(), now);
    }
}
