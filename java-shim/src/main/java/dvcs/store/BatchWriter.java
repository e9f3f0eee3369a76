package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;

/**
 * Stores a batch and its cursor in one transaction, behind the lease's fence. Only the end of a full reading, and one
 * that buries much, takes several of bounded size; whoever goes on after an interruption between them comes to the same rows.
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

    /** Before a run: what an interrupted one marked as leaving may be back, and is reported anew from the same heads. */
    public void forgetMarks(Lease lease, int repositoryId) {
        Departures departures = new Departures(repositoryId, 0, false, clock.millis());
        new Slices(database, lease).all(departures::forget);
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.update("UPDATE <REPOSITORY> SET [DEPARTURES] = ?, [SYNC_CURSOR] = NULL WHERE [ID] = ?", false, repositoryId);
        });
    }

    /** False: the end is still to come, since it has too much to bury for one transaction. */
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
        commits.leave(sql, batch.goneCommits());
        branches.leave(sql, batch.goneBranches());
        requests.delete(sql, batch.goneMergeRequests());
        if (!batch.goneCommits().isEmpty() || !batch.goneBranches().isEmpty()) {
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
        if (batch.rereads()) {
            branches.advance(sql, end.heads()); // a full reading that is taken up again does not look at them
            return false;
        }
        if (!departures.few(sql)) {
            last.expectFull(sql);
            return false;
        }
        branches.advance(sql, end.heads());
        boolean stale = branches.leaveUnfinished(sql);
        Departures.Verdict verdict = departures.judge(sql);
        Slices.Step settling = verdict.holds() ? departures::forget : departures::bury;
        boolean more = true;
        while (more) {
            more = settling.run(sql);
        }
        last.store(sql, verdict, stale);
        return true;
    }

    private void settle(Lease lease, SyncBatch batch) {
        long now = clock.millis();
        SyncBatch.End end = batch.end().orElseThrow();
        Departures departures = departures(batch, now);
        Departures.Verdict verdict = database.write(sql -> {
            Leases.fence(sql, lease);
            return departures.judge(sql);
        });
        Slices slices = new Slices(database, lease);
        slices.all(verdict.holds() ? departures::forget : departures::bury);
        if (batch.rereads() && !verdict.holds() && end.sawRequests()) {
            MergeRequestTable requests = new MergeRequestTable(batch.repositoryId(), batch.generation(), now);
            slices.all(requests::sweep);
        }
        database.change(sql -> {
            Leases.fence(sql, lease);
            new BranchTable(batch.repositoryId(), batch.generation(), now).advance(sql, end.heads());
            new RunEnd(batch, end).store(sql, verdict, false);
        });
    }

    private static Departures departures(SyncBatch batch, long now) {
        return new Departures(batch.repositoryId(), batch.generation(), batch.rereads(), now);
    }
}
