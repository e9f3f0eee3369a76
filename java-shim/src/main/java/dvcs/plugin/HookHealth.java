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
        private String why = "";

        synchronized void add(long minute, String reason) {
            why = reason;
            int at = (int) (minute % MINUTES);
            counts[at] = minutes[at] == minute ? counts[at] + 1 : 1;
            minutes[at] = minute;
        }

        synchronized String why() {
            return why;
        }

        synchronized int since(long minute) {
            int sum = 0;
            for (int at = 0; at < MINUTES; at++) {
                sum += minutes[at] > minute ? counts[at] : 0;
            }
            return sum;
        }
    }

    /** {@code why}: for administrators. */
    void refused(int accountId, String why) {
        refused.computeIfAbsent(accountId, id -> new Counts()).add(minute(), why);
    }

    /** Of the last one; empty: none. */
    String why(int accountId) {
        Counts counts = refused.get(accountId);
        return counts == null ? "" : counts.why();
    }

    int refusedInAnHour(int accountId) {
        Counts counts = refused.get(accountId);
        return counts == null ? 0 : counts.since(minute() - MINUTES);
    }

    private long minute() {
        return TimeUnit.MILLISECONDS.toMinutes(clock.millis());
    }
}
