package dvcs.plugin;

import dvcs.store.Lease;
import dvcs.store.Leases;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that this node holds, and their prolongation. */
final class Heartbeat {
    /** A quarter of the term: two beats may fail before anything is lost. */
    static final long SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Leases leases;
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();

    Heartbeat(Leases leases) {
        this.leases = leases;
    }

    /** A lease that is prolonged until it is closed. */
    final class Held implements AutoCloseable {
        private final Lease lease;

        private Held(Lease lease) {
            this.lease = lease;
        }

        Lease lease() {
            return lease;
        }

        @Override
        public void close() {
            held.remove(lease);
            try {
                leases.release(lease);
            } catch (RuntimeException e) {
                LOG.warn("A lease could not be given back; it ends by itself: {}", e.getMessage());
            }
        }
    }

    Optional<Held> tryHold(String resource) {
        return leases.tryAcquire(resource).map(lease -> {
            held.add(lease);
            return new Held(lease);
        });
    }

    /** Takes it from whoever holds it. */
    Held seize(String resource) {
        Lease lease = leases.seize(resource);
        held.add(lease);
        return new Held(lease);
    }

    /** Nobody is told of a loss: the next batch finds out, and its transaction rolls back. */
    void beat() {
        for (Lease lease : held) {
            try {
                if (!leases.renew(lease)) {
                    held.remove(lease);
                }
            } catch (RuntimeException e) {
                LOG.warn("The lease of {} could not be prolonged: {}", lease.resource(), e.getMessage());
            }
        }
    }
}
