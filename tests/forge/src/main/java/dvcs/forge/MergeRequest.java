package dvcs.forge;

import java.time.Instant;

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
        Instant updatedAt) {
    MergeRequest pushed(String head, Instant now) {
        return new MergeRequest(id, iid, title, description, state, draft, sourceBranch, targetBranch, author, head, mergeCommitSha, createdAt, now);
    }
}
