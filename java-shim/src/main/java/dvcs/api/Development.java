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
            boolean messageCut,
            Changes changes,
            List<SmartCommand> commands) {
        public Commit {
            commands = List.copyOf(commands);
        }

        /** One without a smart commit. */
        public Commit(String sha, String repository, String repositoryUrl, String url, String authorName, String authorEmail,
                long authored, int offsetMinutes, int parents, String message, boolean messageCut, Changes changes) {
            this(sha, repository, repositoryUrl, url, authorName, authorEmail, authored, offsetMinutes, parents, message,
                    messageCut, changes, List.of());
        }

        /** One whose changes are not loaded yet. */
        public Commit(String sha, String repository, String repositoryUrl, String url, String authorName, String authorEmail,
                long authored, int offsetMinutes, int parents, String message, boolean messageCut) {
            this(sha, repository, repositoryUrl, url, authorName, authorEmail, authored, offsetMinutes, parents, message,
                    messageCut, Changes.NOT_LOADED);
        }
    }

    /**
     * What became of a command of the commit's smart commit, for the issue that was asked about.
     *
     * @param issueKey as written; empty: it is about the commit as a whole
     * @param name as written, without #; empty: about no command in particular
     * @param argument what follows the name, or the beginning of it
     * @param reason one sentence, or empty
     */
    public record SmartCommand(String issueKey, String name, String argument, CommandState state, String reason) {}

    /**
     * What a commit changed, loaded in the background. The numbers are of all files; {@code files} has the first of them.
     *
     * @param loaded false: nothing is known yet, or the forge does not say it
     * @param complete false: the forge left files or lines out, so that the numbers are the least there are
     */
    public record Changes(
            boolean loaded, long filesChanged, long addedLines, long removedLines, boolean complete, List<ChangedFile> files) {
        public static final Changes NOT_LOADED = new Changes(false, 0, 0, 0, true, List.of());

        public Changes {
            files = List.copyOf(files);
        }
    }

    /**
     * @param change modified, added, deleted or renamed
     * @param oldPath of a renamed file, otherwise empty
     * @param url where the forge shows it, or empty
     */
    public record ChangedFile(String path, String oldPath, String change, long addedLines, long removedLines, String url) {}

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
            long updated,
            boolean approved,
            List<Reviewer> reviewers) {
        /** One that nobody was asked to review. */
        public MergeRequest(long iid, String repository, String url, String title, String state, boolean draft,
                String sourceBranch, String targetBranch, String author, long updated) {
            this(iid, repository, url, title, state, draft, sourceBranch, targetBranch, author, updated, false, List.of());
        }

        public MergeRequest {
            reviewers = List.copyOf(reviewers);
        }
    }

    /**
     * Who was asked to review a merge request, or approved it.
     *
     * @param user the name at the forge
     * @param name as displayed, or empty
     * @param state unreviewed, reviewed, changes_requested, approved, or unknown until it was loaded in the background
     */
    public record Reviewer(String user, String name, String state) {}

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
