package dvcs.plugin;

import dvcs.store.Cancellations;
import dvcs.store.Cancellations.Mark;
import dvcs.store.Cancellations.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Looks again and again whether an administrator cancelled something, on whichever node that was. Thread-safe. */
final class CancelWatch {
    static final long SECONDS = 2;
    /** A mark is stored with the time at which its transaction began: one may appear behind the last look. */
    private static final long OVERLAP_MILLIS = 60_000;

    private final Cancellations cancellations;
    private final Consumer<Cancelled> act;
    private final Map<Mark, Long> done = new HashMap<>();
    private long last;

    /** {@code before}: only what was asked for until then, by this node's clock. */
    record Cancelled(Mark mark, long before) {}

    CancelWatch(Cancellations cancellations, Consumer<Cancelled> act) {
        this.cancellations = cancellations;
        this.act = act;
    }

    /** Here at once, elsewhere when the others look. */
    void cancel(Mark mark) {
        synchronized (this) {
            done.put(mark, mark.at());
        }
        act.accept(new Cancelled(mark, Long.MAX_VALUE));
    }

    void look() {
        Seen seen = cancellations.since(last());
        long ahead = System.currentTimeMillis() - seen.now(); // of the database's clock; what the answer took is little
        for (Mark mark : seen.marks()) {
            if (isNew(mark)) {
                act.accept(new Cancelled(mark, mark.at() + ahead));
            }
        }
        seen(seen.now());
    }

    private synchronized long last() {
        return last;
    }

    private synchronized boolean isNew(Mark mark) {
        return done.put(mark, mark.at()) == null;
    }

    private synchronized void seen(long now) {
        last = Math.max(last, now - OVERLAP_MILLIS);
        done.values().removeIf(at -> at <= last);
    }
}
