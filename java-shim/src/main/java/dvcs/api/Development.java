package dvcs.api;

import java.util.List;

/**
 * What is known of an issue's development. Of each kind the newest are here; {@code more…} says that there are others.
 * Times are epoch milliseconds; {@code offsetMinutes} is the author's own.
 */
public record Development(
        List<Commit> commits,
        List<Branch> branches,
        List<MergeRequest> mergeRequests,
        boolean moreCommits,
        boolean moreBranches,
        boolean moreMergeRequests) {
    public record Commit(
            String sha,
            String repository,
            String repositoryUrl,
            String url,
            String authorName,
            String authorEmail,
            long authored,
            int offsetMinutes,
            int parents,
            String message,
            boolean messageCut) {}

    public record Branch(String name, String repository, String url, String sha) {}

    public record MergeRequest(
            long iid,
            String repository,
            String url,
            String title,
            String state,
            boolean draft,
            String sourceBranch,
            String targetBranch,
            String author,
            long updated) {}

    /** All of it. */
    public Development(List<Commit> commits, List<Branch> branches, List<MergeRequest> mergeRequests) {
        this(commits, branches, mergeRequests, false, false, false);
    }

    public Development {
        commits = List.copyOf(commits);
        branches = List.copyOf(branches);
        mergeRequests = List.copyOf(mergeRequests);
    }
}
