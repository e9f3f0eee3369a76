package dvcs.plugin;

import dvcs.commands.Limits;
import dvcs.store.CommandRetention;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.Removal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rows for good: of removed accounts, and of what is gone at the forge longer than the grace lasts. */
final class Cleaning {
    /** System property: days for which a repository, branch or commit that is gone stays as a tombstone; 7 if absent. */
    static final String GRACE = "dvcs.grace.days";
    private static final int GRACE_DAYS = 7;
    private static final int COMMAND_SLICES = 100;
    /** GitLab keeps deliveries that can be sent again for so long. */
    private static final long DELIVERIES_MILLIS = TimeUnit.DAYS.toMillis(7);
    private static final Logger LOG = LoggerFactory.getLogger(Cleaning.class);

    private final Tables tables;
    private final Removal removal;
    private final Heartbeat heartbeat;
    private final IntPredicate unhooked;
    private final BooleanSupplier closing;
    private long commandsCleaned;

    /** {@code unhooked}: removes what an account left at its forge; false: its rows are needed for that still. */
    Cleaning(Tables tables, Heartbeat heartbeat, IntPredicate unhooked, BooleanSupplier closing) {
        this.unhooked = unhooked;
        this.tables = tables;
        this.removal = tables.removal();
        this.heartbeat = heartbeat;
        this.closing = closing;
    }

    static long graceMillis() {
        return TimeUnit.DAYS.toMillis(Math.max(0, Long.getLong(GRACE, GRACE_DAYS)));
    }

    /** The next life goes on where this one stops, and the next time where something failed. */
    void removedAccounts() {
        for (int account : tables.accounts().removed()) {
            boolean[] ready = {false};
            boolean all = guarded("account " + account, () -> ready[0] = unhooked.test(account)) && ready[0];
            if (!all) {
                continue; // which repositories have webhooks is still needed
            }
            for (int repository : removal.repositories(account)) {
                all &= guarded("repository " + repository, () -> removedRepository(repository));
            }
            if (all && !closing.getAsBoolean()) {
                guarded("account " + account, () -> tables.accounts().delete(account));
            }
        }
    }

    void graves() {
        long limit = tables.clock().millis() - graceMillis();
        long history = tables.clock().millis() - Limits.configured().age().toMillis();
        for (int repository : removal.goneBefore(limit)) {
            guarded("repository " + repository, () -> withLease(repository, lease -> removal.goneRepository(lease, repository, limit)));
        }
        for (int repository : removal.gravesBefore(limit)) {
            guarded("repository " + repository, () -> withLease(repository, lease -> removal.graves(lease, repository, limit, history)));
        }
        commands();
        guarded("webhooks", this::deliveries);
        guarded("leases", tables.leases()::deleteOrphans);
    }

    private void deliveries() {
        long limit = tables.clock().millis() - DELIVERIES_MILLIS;
        boolean more = true;
        while (more && !closing.getAsBoolean()) {
            more = tables.hooks().inbox().deleteBefore(limit);
        }
        tables.hooks().marks().deleteOrphans();
    }

    /** Once a day: it looks at every command. While commands are executed, the next time. */
    private void commands() {
        long now = tables.clock().millis();
        if (now - commandsCleaned < TimeUnit.DAYS.toMillis(1)) {
            return;
        }
        long kept = Limits.kept().toMillis();
        guarded("smart commits", () -> heartbeat.tryHold(Lease.ofCommands()).ifPresent(lease -> {
            try (Heartbeat.Held held = lease) {
                int deleted = new CommandRetention(tables.database()).run(held.lease(), now - kept, now - 2 * kept, COMMAND_SLICES);
                commandsCleaned = now;
                LOG.debug("{} old commands were deleted from the ledger.", deleted);
            }
        }));
    }

    /** False: it failed. One that can't be deleted does not stop those behind it. */
    private boolean guarded(String what, Runnable work) {
        if (closing.getAsBoolean()) {
            return false;
        }
        try {
            work.run();
            return true;
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("What is left of {} could not be deleted; it is tried again later.", what, e);
        }
        return false;
    }

    /** Whoever still writes loses the lease. */
    private void removedRepository(int id) {
        try (Heartbeat.Held held = heartbeat.seize(Lease.ofRepository(id))) {
            removal.repository(held.lease(), id);
        }
    }

    /** A repository that is at work has its turn the next time. */
    private void withLease(int repository, Consumer<Lease> work) {
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofRepository(repository));
        if (lease.isPresent()) {
            try (Heartbeat.Held held = lease.get()) {
                work.accept(held.lease());
            }
        }
    }
}
