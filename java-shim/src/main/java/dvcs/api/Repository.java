package dvcs.api;

import dvcs.api.SmartCommits.Switch;

/**
 * A repository of an account. Times are epoch milliseconds, 0 for never.
 *
 * @param forgeId the forge's number: identity, whatever the path becomes
 * @param state NEW, QUEUED, SYNCING, SYNCED, FAILED, UNLINKED or GONE (no longer at the forge; kept for a while)
 * @param verifiedAt when its heads were last compared with the forge's
 * @param source where its commits came from in the last run: git, rest, or empty
 * @param goneAt since when it is no longer at the forge; 0: it is there
 * @param removedAt when its grace is over and its rows are removed; 0: it is there
 * @param hook how its pushes are told of
 * @param held branches whose removal an administrator has to settle
 * @param smartCommits its own switch
 * @param armedAt since when commits that are seen for the first time may execute; 0: none does
 * @param armRefusal why it is not armed although it is switched on, and what to do; or empty
 */
public record Repository(
        int id,
        int accountId,
        long forgeId,
        String path,
        String name,
        String webUrl,
        boolean linked,
        boolean archived,
        boolean empty,
        State state,
        String error,
        long lastActivity,
        long lastSync,
        long verifiedAt,
        long commits,
        long branches,
        long mergeRequests,
        Progress progress,
        String source,
        long goneAt,
        long removedAt,
        HeldDeletions held,
        Switch smartCommits,
        long armedAt,
        String armRefusal,
        Hook hook) {
    public enum State { NEW, QUEUED, SYNCING, SYNCED, FAILED, UNLINKED, GONE }

    /** It is there, nothing is held back, and it is not armed. */
    public Repository(int id, int accountId, long forgeId, String path, String name, String webUrl, boolean linked,
            boolean archived, boolean empty, State state, String error, long lastActivity, long lastSync, long verifiedAt,
            long commits, long branches, long mergeRequests, Progress progress) {
        this(id, accountId, forgeId, path, name, webUrl, linked, archived, empty, state, error, lastActivity, lastSync, verifiedAt,
                commits, branches, mergeRequests, progress, "", 0, 0, HeldDeletions.NONE, Switch.INHERITED, 0, "", Hook.NONE);
    }
}
