package dvcs.plugin;

import dvcs.api.WorkQueue.Kind;

/** What a run of a repository is to do. */
enum Run {
    /** Only a look at the heads; when one has moved, the same as SYNC. */
    VERIFY,
    SYNC,
    /** Everything anew. */
    FULL;

    /** As an administrator sees it. First imports and rescans go the long way. */
    Kind kind(Lane lane) {
        return switch (this) {
            case VERIFY -> Kind.VERIFY;
            case SYNC -> lane == Lane.BACKFILL ? Kind.HISTORY : Kind.CHANGES;
            case FULL -> Kind.FULL;
        };
    }

    /** What does the work of both. */
    Run and(Run other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
