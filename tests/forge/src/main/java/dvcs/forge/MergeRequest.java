package dvcs.forge;

import java.time.Instant;
import java.util.List;

/** A merge request as the forge keeps it; {@code state}: opened, closed, merged or locked. */
record MergeRequest(
        long id,
        long iid,
        String title,
        String description,
        String state,
        boolean draft,
        String sourceBranch,
        String targetBranch,
        User author,
        String sha,
        String mergeCommitSha,
        Instant createdAt,
        Instant updatedAt,
        List<Review> reviews) {
    /** A reviewer; {@code state}: unreviewed, reviewed, requested_changes, approved, unapproved or review_started. */
    record Review(User user, String state, Instant createdAt) {
        boolean approves() {
            return state.equals("approved");
        }
    }

    /** One that nobody reviews. */
    MergeRequest(long id, long iid, String title, String description, String state, boolean draft, String sourceBranch,
            String targetBranch, User author, String sha, String mergeCommitSha, Instant createdAt, Instant updatedAt) {
        this(id, iid, title, description, state, draft, sourceBranch, targetBranch, author, sha, mergeCommitSha, createdAt,
                updatedAt, List.of());
    }

    MergeRequest changed(String newTitle, String newDescription, String newState, Instant now) {
        return new MergeRequest(id, iid, newTitle, newDescription, newState, draft, sourceBranch, targetBranch, author, sha, mergeCommitSha, createdAt, now, reviews);
    }

    MergeRequest pushed(String head, Instant now) {
        return new MergeRequest(id, iid, title, description, state, draft, sourceBranch, targetBranch, author, head, mergeCommitSha, createdAt, now, reviews);
    }
}
