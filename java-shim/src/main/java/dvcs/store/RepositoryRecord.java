package dvcs.store;

/** A repository as stored; see {@link dvcs.store.entity.RepositoryEntity} for the columns. */
public record RepositoryRecord(
        int id,
        int accountId,
        long forgeId,
        String path,
        String name,
        String webUrl,
        String cloneUrl,
        String defaultBranch,
        boolean archived,
        boolean empty,
        boolean linked,
        String state,
        String error,
        long lastActivity,
        long lastSync,
        long verifiedAt,
        long goneAt,
        int generation,
        int targetGeneration,
        int grammarVersion,
        int commits,
        int branches,
        int mergeRequests,
        String source,
        long probedAt,
        boolean fullWanted,
        boolean departures,
        Brake held) {
    /** Whether nothing is left of an interrupted run, of a wish or of the brake: a look at its heads says all. */
    public boolean isSettled() {
        return state.equals("SYNCED") && generation == targetGeneration && !fullWanted && !departures && !held.holds();
    }

    /** Whether it was ever read completely. */
    public boolean imported() {
        return generation > 0;
    }
}
