package dvcs.store;

import java.util.List;
import java.util.Optional;

/**
 * Rows of one repository and the cursor that covers them: stored together or not at all.
 *
 * @param repositoryId ours, not the forge's
 * @param generation that the rows carry
 * @param rereads rows are expected to be there already: a full reading
 * @param cursor null: it has not moved
 * @param end present in the last batch of a synchronisation that ended well
 */
public record SyncBatch(
        int repositoryId,
        int generation,
        boolean rereads,
        byte[] cursor,
        List<CommitRow> commits,
        List<BranchRow> branches,
        List<MergeRequestRow> mergeRequests,
        List<String> goneCommits,
        List<String> goneBranches,
        List<Long> goneMergeRequests,
        Optional<End> end) {
    /**
     * @param heads whose history is now stored completely
     * @param startedAt when the synchronisation began, epoch milliseconds
     * @param warning what was skipped, or empty
     * @param source git, rest or empty
     * @param historyIncomplete which commits left can't be said: only a full reading can
     * @param probed merge requests that were deleted at the forge were looked for
     * @param unchanged every head is where it was, and nothing was stored
     * @param sawRequests every merge request that there is was listed: with a full reading, others are gone
     */
    public record End(
            List<BranchRow> heads, long startedAt, String warning, String source, boolean historyIncomplete, boolean unchanged,
            boolean probed, boolean sawRequests) {
        public End {
            heads = List.copyOf(heads);
        }
    }

    public SyncBatch {
        commits = List.copyOf(commits);
        branches = List.copyOf(branches);
        mergeRequests = List.copyOf(mergeRequests);
        goneCommits = List.copyOf(goneCommits);
        goneBranches = List.copyOf(goneBranches);
        goneMergeRequests = List.copyOf(goneMergeRequests);
    }

    public boolean hasRows() {
        return !(commits.isEmpty() && branches.isEmpty() && mergeRequests.isEmpty()
                && goneCommits.isEmpty() && goneBranches.isEmpty() && goneMergeRequests.isEmpty());
    }

    boolean isEmpty() {
        return cursor == null && !hasRows() && end.isEmpty();
    }
}
