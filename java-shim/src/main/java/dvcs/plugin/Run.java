package dvcs.plugin;

/** What a run of a repository is to do. */
enum Run {
    /** Only a look at the heads; when one has moved, the same as SYNC. */
    VERIFY,
    SYNC,
    /** Everything anew. */
    FULL;

    /** What does the work of both. */
    Run and(Run other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
