package dvcs.plugin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Does something at once when it is asked for, and for all that is asked in the time after that once more. Thread-safe. */
final class Coalescing<K> {
    /** Runs work after so many milliseconds. */
    interface Later {
        void run(long millis, Runnable work);
    }

    private final long windowMillis;
    private final LongSupplier clock;
    private final Later later;
    private final Consumer<K> work;
    private final Map<K, Slot> slots = new HashMap<>();

    /** {@code clock}: milliseconds that only grow. */
    Coalescing(long windowMillis, LongSupplier clock, Later later, Consumer<K> work) {
        this.windowMillis = windowMillis;
        this.clock = clock;
        this.later = later;
        this.work = work;
    }

    private static final class Slot {
        private long last;
        private boolean waits;
    }

    void ask(K key) {
        long wait;
        synchronized (this) {
            long now = clock.getAsLong();
            Slot slot = slots.get(key);
            if (slot == null || !slot.waits && now - slot.last >= windowMillis) {
                slot = slot == null ? new Slot() : slot;
                slot.last = now;
                slots.put(key, slot);
                wait = 0;
            } else if (slot.waits) {
                return;
            } else {
                slot.waits = true;
                wait = Math.max(1, slot.last + windowMillis - now);
            }
        }
        if (wait == 0) {
            work.accept(key);
        } else {
            later.run(wait, () -> turn(key));
        }
    }

    /** Forgets those whose time is over. */
    synchronized void tidy() {
        long now = clock.getAsLong();
        slots.values().removeIf(slot -> !slot.waits && now - slot.last >= windowMillis);
    }

    synchronized int size() {
        return slots.size();
    }

    private void turn(K key) {
        synchronized (this) {
            Slot slot = slots.get(key);
            slot.waits = false;
            slot.last = clock.getAsLong();
        }
        work.accept(key);
    }
}
