package dvcs.plugin;

/**
 * Kinds of work that never wait for each other: live work (somebody waits), first imports and full readings, and the daily
 * look at what has probably not changed. Each has its own threads; the sweep shares session and writer of the backfill.
 */
enum Lane {
    LIVE(4),
    BACKFILL(4),
    /** One after the other: nobody waits for it, and the forge should hardly notice it. */
    SWEEP(1);

    private final int threads;

    Lane(int threads) {
        this.threads = threads;
    }

    int threads() {
        return threads;
    }

    /** Whose session and writer it uses. */
    Lane resources() {
        return this == SWEEP ? BACKFILL : this;
    }
}
