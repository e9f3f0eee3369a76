package dvcs.api;

/**
 * A repository of an account. Times are epoch milliseconds, 0 for never.
 *
 * @param forgeId the forge's number: identity, whatever the path becomes
 * @param state NEW, QUEUED, SYNCING, SYNCED, FAILED, UNLINKED or GONE (no longer at the forge; kept for a while)
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
        Progress progress) {
    public enum State { NEW, QUEUED, SYNCING, SYNCED, FAILED, UNLINKED, GONE }
}
