package dvcs.store;

import java.util.List;

/** A merge request to store; one without keys is removed. {@code updatedAt}: epoch milliseconds. */
public record MergeRequestRow(
        long iid,
        String title,
        String state,
        boolean draft,
        String sourceBranch,
        String targetBranch,
        String author,
        String authorName,
        long updatedAt,
        String webUrl,
        String headSha,
        String mergeCommitSha,
        String squashCommitSha,
        List<ReviewerRow> reviewers,
        List<String> keys) {
    public MergeRequestRow {
        reviewers = List.copyOf(reviewers);
        keys = List.copyOf(keys);
    }
}
