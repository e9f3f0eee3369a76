package dvcs.plugin;

import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.Removal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rows for good: of removed accounts, and of what is gone at the forge longer than the grace lasts. */
final class Cleaning {
    /** System property: days for which a repository, branch or commit that is gone stays as a tombstone; 7 if absent. */
    static final String GRACE = "dvcs.grace.days";
    private static final int GRACE_DAYS = 7;
    private static final Logger LOG = LoggerFactory.getLogger(Cleaning.class);

    private final Tables tables;
    private final Removal removal;
    private final Heartbeat heartbeat;
    private final BooleanSupplier closing;

    Cleaning(Tables tables, Heartbeat heartbeat, BooleanSupplier closing) {
        this.tables = tables;
        this.removal = tables.removal();
        this.heartbeat = heartbeat;
        this.closing = closing;
    }

    static long graceMillis() {
        return TimeUnit.DAYS.toMillis(Math.max(0, Long.getLong(GRACE, GRACE_DAYS)));
    }

    /** The next life goes on where this one stops. */
    void removedAccounts() {
        for (int account : tables.accounts().removed()) {
            removal.repositories(account).forEach(this::removedRepository);
            if (!closing.getAsBoolean()) {
                tables.accounts().delete(account);
            }
        }
    }

    void graves() {
        long limit = tables.clock().millis() - graceMillis();
        for (int repository : removal.goneBefore(limit)) {
            withLease(repository, lease -> {
                if (removal.isGoneBefore(repository, limit)) {
                    removal.repository(lease, repository);
                }
            });
        }
        for (int repository : removal.gravesBefore(limit)) {
            withLease(repository, lease -> removal.graves(lease, repository, limit));
        }
    }

    /** Whoever still writes loses the lease. */
    private void removedRepository(int id) {
        if (closing.getAsBoolean()) {
            return;
        }
        try (Heartbeat.Held held = heartbeat.seize(Lease.ofRepository(id))) {
            removal.repository(held.lease(), id);
        }
    }

    private interface Work {
        void run(Lease lease);
    }

    /** A repository that is at work has its turn the next time. */
    private void withLease(int repository, Work work) {
        Optional<Heartbeat.Held> lease = closing.getAsBoolean() ? Optional.empty() : heartbeat.tryHold(Lease.ofRepository(repository));
        if (lease.isEmpty()) {
            return;
        }
        try (Heartbeat.Held held = lease.get()) {
            work.run(held.lease());
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        }
    }
}
