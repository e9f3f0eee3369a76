package dvcs.plugin;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How many deliveries to known accounts this node refused in the last hour. Thread-safe. */
final class HookHealth {
    private static final int MINUTES = 60;

    private final Clock clock;
    private final Map<Integer, Counts> refused = new ConcurrentHashMap<>();

    HookHealth(Clock clock) {
        this.clock = clock;
    }

    /** One for each minute of an hour. */
    private static final class Counts {
        private final int[] counts = new int[MINUTES];
        private final long[] minutes = new long[MINUTES];

        synchronized void add(long minute) {
            int at = (int) (minute % MINUTES);
            counts[at] = minutes[at] == minute ? counts[at] + 1 : 1;
            minutes[at] = minute;
        }

        synchronized int since(long minute) {
            int sum = 0;
            for (int at = 0; at < MINUTES; at++) {
                sum += minutes[at] > minute ? counts[at] : 0;
            }
            return sum;
        }
    }

    void refused(int accountId) {
        refused.computeIfAbsent(accountId, id -> new Counts()).add(minute());
    }

    int refusedInAnHour(int accountId) {
        Counts counts = refused.get(accountId);
        return counts == null ? 0 : counts.since(minute() - MINUTES);
    }

    private long minute() {
        return TimeUnit.MILLISECONDS.toMinutes(clock.millis());
    }
}
