package dvcs.plugin;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** At most two writers to Jira's database on a node, one for each lane. */
final class WriteGate {
    private final Map<Lane, Semaphore> permits = new EnumMap<>(Lane.class);
    private final CrashGuard guard;

    /** {@code guard} learns of every stored batch. */
    WriteGate(CrashGuard guard) {
        this.guard = guard;
        for (Lane lane : Lane.values()) {
            permits.put(lane, new Semaphore(1, true));
        }
    }

    void write(Lane lane, Runnable work) throws InterruptedException {
        Semaphore permit = permits.get(lane.resources());
        permit.acquire();
        try {
            work.run();
        } finally {
            permit.release();
        }
        guard.useful();
    }
}
