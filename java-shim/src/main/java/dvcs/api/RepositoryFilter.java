package dvcs.api;

/**
 * Which repositories of an account a list shows.
 *
 * @see Connector#repositories
 */
public enum RepositoryFilter {
    ALL,
    /** Never read completely. */
    NEW,
    SYNCED,
    /** The last run failed. */
    FAILED,
    /** An administrator has to settle a removal of branches. */
    HELD,
    /** No longer at the forge. */
    GONE,
    UNLINKED
}
