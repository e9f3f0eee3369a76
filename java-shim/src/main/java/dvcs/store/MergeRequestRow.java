package dvcs.store;

import java.util.List;
import java.util.stream.Stream;

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
        List<String> keys,
        boolean keysComplete) {
    public MergeRequestRow {
        reviewers = List.copyOf(reviewers);
        keys = List.copyOf(keys);
    }

    MergeRequestRow alsoNaming(List<String> more) {
        List<String> all = Stream.concat(keys.stream(), more.stream()).distinct().toList();
        return new MergeRequestRow(iid, title, state, draft, sourceBranch, targetBranch, author, authorName, updatedAt, webUrl,
                headSha, mergeCommitSha, squashCommitSha, reviewers, all, keysComplete);
    }
}
