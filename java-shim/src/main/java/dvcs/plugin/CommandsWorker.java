package dvcs.plugin;

import dvcs.commands.CommandRunner;
import dvcs.commands.Holder;
import dvcs.store.Arming;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.StoreException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes smart commits on a thread of their own, when a synchronisation has ended, when somebody asks for a retry, and
 * each minute; and arms repositories whose first import is complete. One node of the cluster executes at a time.
 */
final class CommandsWorker {
    static final long SECONDS = 60;
    /** Another node is at it, and may have looked before our commits came. */
    private static final long AGAIN_SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(CommandsWorker.class);

    private final CommandRunner runner;
    private final Arming arming;
    private final Heartbeat heartbeat;
    private final Threads threads;
    private final BooleanSupplier closing;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean later = new AtomicBoolean();

    CommandsWorker(Tables tables, CommandsHost host, Heartbeat heartbeat, Threads threads, BooleanSupplier closing,
            IntConsumer run) {
        this.runner = new CommandRunner(tables.commands(), host.parser(), host.jira(), Holder.here(host.node()), tables.clock(), run);
        this.arming = tables.commands().arming();
        this.heartbeat = heartbeat;
        this.threads = threads;
        this.closing = closing;
    }

    /** As often as one likes; a round that has not begun serves all. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            threads.commands(this::round);
        }
    }

    /** A run of this repository ended well; its lease is still held. */
    void ended(Lease lease, int repositoryId) {
        try {
            if (arming.arm(lease, repositoryId)) {
                LOG.debug("Smart commits of repository {} are executed from now on.", repositoryId);
            }
        } catch (LeaseLostException e) {
            throw e;
        } catch (StoreException e) {
            LOG.warn("Repository {} could not be armed; that is tried again.", repositoryId, e); // no fault of its synchronisation
        }
        wake();
    }

    /** Arms what is switched on and at rest. What is being synchronised is armed at the end of that. */
    void armAll() {
        for (Arming.Wanted repository : arming.wanted()) {
            if (closing.getAsBoolean()) {
                return;
            }
            heartbeat.tryHold(Lease.ofRepository(repository.repositoryId())).ifPresent(lease -> {
                try (Heartbeat.Held held = lease) {
                    arming.arm(held.lease(), repository);
                } catch (LeaseLostException e) {
                    LOG.info("{}", e.getMessage());
                } catch (StoreException e) {
                    LOG.warn("Repository {} could not be armed; that is tried again.", repository.repositoryId(), e);
                }
            });
        }
    }

    private void again() {
        later.set(false);
        wake();
    }

    private void round() {
        awake.set(false);
        if (closing.getAsBoolean() || !runner.hasWork()) {
            return;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofCommands());
        if (lease.isEmpty()) {
            if (later.compareAndSet(false, true)) {
                threads.after(AGAIN_SECONDS, TimeUnit.SECONDS, this::again);
            }
            return;
        }
        try (Heartbeat.Held held = lease.get()) {
            runner.round(held.lease(), closing);
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        }
    }
}
