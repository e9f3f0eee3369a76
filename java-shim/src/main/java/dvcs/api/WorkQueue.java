package dvcs.api;

import java.util.List;

/**
 * What runs, what waits and what failed: of all accounts, on all nodes of the cluster. Implemented by {@code dvcs.plugin};
 * thread-safe. Methods may throw {@link ConnectorException} with words for an administrator.
 */
public interface WorkQueue {
    /** How many there are of each state is said whatever {@code filter} shows. */
    Page page(Filter filter, int start, int limit);

    /**
     * A repository that waits comes before all others of its kind, on whichever node it waits. The wish is stored: it also holds
     * after a restart, until its run is over. 409: it does not wait.
     */
    void moveToTop(int repositoryId);

    enum State { RUNNING, WAITING, FAILED }

    /** What a run does. Kinds have lines of their own, so that an import keeps no push waiting. */
    enum Kind {
        /** An account's list of repositories. */
        LISTING,
        /** What is new since the last run. */
        CHANGES,
        /** A first import, or the rest of one. */
        HISTORY,
        /** Everything anew. */
        FULL,
        /** Only a look whether a branch has moved. */
        VERIFY
    }

    /** {@code state} null: all. {@code accountId} 0: all. {@code search}: part of a path, or of an account's name. */
    record Filter(State state, int accountId, String search) {}

    /**
     * One piece of work. Times are epoch milliseconds, 0 when it is not known.
     *
     * @param repositoryId 0: it is about the account as a whole
     * @param account its name; empty: a whole instance
     * @param kind of a failed one: what a retry does
     * @param since when it began; when it was asked for; of a failed one when it last went well
     * @param node empty: none has it
     * @param moved an administrator moved it to the top
     */
    record Item(
            int repositoryId,
            int accountId,
            String repository,
            String webUrl,
            String account,
            String accountUrl,
            State state,
            Kind kind,
            long since,
            String node,
            Progress progress,
            String error,
            boolean moved) {}

    /** Running, then waiting in the order of their turns, then failed in the order of their paths. */
    record Page(List<Item> items, int start, int total, int running, int waiting, int failed) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
