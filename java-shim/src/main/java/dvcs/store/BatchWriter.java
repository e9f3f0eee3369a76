package dvcs.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;

/** Stores a batch and its cursor in one transaction, behind the lease's fence. */
public final class BatchWriter {
    private final Database database;
    private final Clock clock;

    public BatchWriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws LeaseLostException nothing was stored, and nothing may be stored any more under this lease */
    public void write(Lease lease, SyncBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            database.change(sql -> apply(sql, lease, batch, batch.rereads()));
        } catch (StoreException e) {
            if (!e.isConstraintViolation()) {
                throw e;
            }
            // Some row is there already (a resent batch): all of it again, looking before each step.
            database.change(sql -> apply(sql, lease, batch, true));
        }
    }

    private void apply(Sql sql, Lease lease, SyncBatch batch, boolean careful) throws SQLException {
        Leases.fence(sql, lease);
        long now = clock.millis();
        CommitTable commits = new CommitTable(batch.repositoryId(), batch.generation(), now);
        BranchTable branches = new BranchTable(batch.repositoryId(), batch.generation(), now);
        MergeRequestTable requests = new MergeRequestTable(batch.repositoryId(), batch.generation(), now);
        if (careful) {
            commits.merge(sql, batch.commits());
        } else {
            commits.insert(sql, batch.commits());
        }
        branches.merge(sql, batch.branches());
        requests.merge(sql, batch.mergeRequests());
        commits.delete(sql, batch.goneCommits());
        branches.bury(sql, batch.goneBranches());
        requests.delete(sql, batch.goneMergeRequests());
        if (batch.cursor() != null) {
            sql.update("UPDATE <REPOSITORY> SET [SYNC_CURSOR] = ? WHERE [ID] = ?",
                    Texts.of(Base64.getEncoder().encodeToString(batch.cursor())), batch.repositoryId());
        }
        if (batch.end().isPresent()) {
            SyncBatch.End end = batch.end().get();
            branches.advance(sql, end.heads());
            if (batch.rereads()) {
                commits.sweep(sql);
                branches.sweep(sql);
                requests.sweep(sql);
            }
            finish(sql, batch, end);
        }
    }

    private static void finish(Sql sql, SyncBatch batch, SyncBatch.End end) throws SQLException {
        int id = batch.repositoryId();
        sql.update("UPDATE <REPOSITORY> SET [STATE] = ?, [ERROR] = ?, [LAST_SYNC] = ?, [GENERATION] = ?, "
                        + "[TARGET_GENERATION] = ?, "
                        + "[COMMIT_COUNT] = (SELECT COUNT(*) FROM <COMMIT> WHERE [REPOSITORY_ID] = ?), "
                        + "[BRANCH_COUNT] = (SELECT COUNT(*) FROM <BRANCH> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] = 0), "
                        + "[MERGE_REQUEST_COUNT] = (SELECT COUNT(*) FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ?) "
                        + "WHERE [ID] = ?",
                "SYNCED", Texts.of(end.warning()), end.startedAt(), batch.generation(), batch.generation(), id, id, id, id);
    }
}
