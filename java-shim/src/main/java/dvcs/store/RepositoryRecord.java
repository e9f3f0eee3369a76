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
        int mergeRequests) {
    /** Whether it was ever read completely. */
    public boolean imported() {
        return generation > 0;
    }
}
