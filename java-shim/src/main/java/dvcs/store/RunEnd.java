package dvcs.store;

import java.sql.SQLException;

/** What a repository's row says after a run that ended well. */
final class RunEnd {
    private static final String STORE = "UPDATE <REPOSITORY> SET [STATE] = ?, [ERROR] = ?, [LAST_SYNC] = ?, [VERIFIED_AT] = ?, "
            + "[SOURCE] = ?, [GENERATION] = ?, [TARGET_GENERATION] = ?, [FULL_WANTED] = ?, [DEPARTURES] = ?, [END_CURSOR] = [SYNC_CURSOR], "
            + "[COMMIT_COUNT] = (SELECT COUNT(*) FROM <COMMIT> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] <= 0), "
            + "[BRANCH_COUNT] = (SELECT COUNT(*) FROM <BRANCH> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] <= 0), "
            + "[MERGE_REQUEST_COUNT] = (SELECT COUNT(*) FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ?) "
            + "WHERE [ID] = ?";

    private final SyncBatch batch;
    private final SyncBatch.End end;

    RunEnd(SyncBatch batch, SyncBatch.End end) {
        this.batch = batch;
        this.end = end;
    }

    /** The heads are where they were: nothing else moves. */
    void verified(Sql sql) throws SQLException {
        sql.update("UPDATE <REPOSITORY> SET [VERIFIED_AT] = ? WHERE [ID] = ?", end.startedAt(), batch.repositoryId());
    }

    /** Should the burial be interrupted, what came back meanwhile is found by reading everything. */
    void expectFull(Sql sql) throws SQLException {
        sql.update("UPDATE <REPOSITORY> SET [FULL_WANTED] = ? WHERE [ID] = ?", true, batch.repositoryId());
    }

    /** Which merge requests are gone the full reading could not say: the next run looks for each of them. */
    void expectProbe(Sql sql) throws SQLException {
        sql.update("UPDATE <REPOSITORY> SET [PROBED_AT] = 0 WHERE [ID] = ?", batch.repositoryId());
    }

    /** {@code stale}: rows of an interrupted run were found whose commits nobody accounts for. */
    void store(Sql sql, Departures.Verdict verdict, boolean stale) throws SQLException {
        int id = batch.repositoryId();
        boolean full = !batch.rereads() && (end.historyIncomplete() || stale || verdict.released());
        // What the run stored is complete only now: a squash is known as one, and what left as having left.
        sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [COMMAND_STATE] = ? AND [REPOSITORY_ID] = ?",
                CommandMark.DUE, CommandMark.FRESH, id);
        sql.update(STORE, "SYNCED", Texts.of(end.warning()), end.startedAt(), end.startedAt(), Texts.of(end.source()),
                batch.generation(), batch.generation(), full, false, id, id, id, id);
        if (end.probed()) {
            sql.update("UPDATE <REPOSITORY> SET [PROBED_AT] = ? WHERE [ID] = ?", end.startedAt(), id);
        }
        verdict.after().store(sql, "REPOSITORY", id, verdict.before());
    }
}
