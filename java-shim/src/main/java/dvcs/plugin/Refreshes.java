package dvcs.plugin;

import dvcs.store.AccountRecord;
import dvcs.store.HookMarks;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes of accounts, in the background: at most one at a time for each. Thread-safe. */
final class Refreshes {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);

    private final Tables tables;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final AccountRefresh accountRefresh;
    private final Progresses progresses;
    private final Consumer<Runnable> threads;
    private final BooleanSupplier closing;
    private final Map<Integer, Refresh> running = new HashMap<>();

    /** {@code threads}: runs work in the background; {@code closing}: whatever fails from then on is no fault. */
    Refreshes(Tables tables, Heartbeat heartbeat, Sessions sessions, AccountRefresh accountRefresh, Progresses progresses,
            Consumer<Runnable> threads, BooleanSupplier closing) {
        this.tables = tables;
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.accountRefresh = accountRefresh;
        this.progresses = progresses;
        this.threads = threads;
        this.closing = closing;
    }

    private static final class Refresh {
        private boolean again;
        private boolean full;
        private boolean cancelled;
        private final long askedAt = System.currentTimeMillis();
        private long againAt;
        private Runnable cancel = () -> {};
    }

    /**
     * {@code again}: something changed just now, so when the account is being refreshed already it is refreshed once more after
     * that; otherwise the one under way does. {@code then} receives what is to be done.
     */
    void refresh(int accountId, boolean full, boolean again, Consumer<AccountRefresh.Work> then) {
        Refresh refresh = new Refresh();
        synchronized (this) {
            Refresh there = running.putIfAbsent(accountId, refresh);
            if (there != null) {
                if (again) {
                    there.again = true;
                    there.full |= full;
                    there.againAt = System.currentTimeMillis();
                }
                return;
            }
        }
        progresses.beginListing(accountId);
        threads.accept(() -> {
            try {
                then.accept(run(accountId, full, refresh));
            } finally {
                ended(accountId, refresh, then);
            }
        });
    }

    /** Also one that waits for its thread, if it was asked for until {@code before}. */
    synchronized void cancel(int accountId, long before) {
        Refresh refresh = running.get(accountId);
        if (refresh == null || refresh.askedAt > before) {
            return;
        }
        refresh.again = refresh.again && refresh.againAt > before;
        refresh.cancelled = true;
        refresh.cancel.run();
    }

    private void ended(int accountId, Refresh refresh, Consumer<AccountRefresh.Work> then) {
        boolean again;
        synchronized (this) {
            running.remove(accountId);
            again = refresh.again;
        }
        progresses.endListing(accountId);
        if (again && !closing.getAsBoolean()) {
            refresh(accountId, refresh.full, false, then);
        }
    }

    private synchronized void started(Refresh refresh, Runnable cancel) {
        refresh.cancel = cancel;
        if (refresh.cancelled) {
            cancel.run();
        }
    }

    private synchronized void again(Refresh refresh, boolean full) {
        refresh.again |= !refresh.cancelled;
        refresh.full |= full;
    }

    private AccountRefresh.Work run(int accountId, boolean full, Refresh refresh) {
        Optional<AccountRecord> account = tables.accounts().find(accountId);
        Optional<Heartbeat.Held> lease = account.isEmpty() ? Optional.empty() : heartbeat.tryHold(Lease.ofAccount(accountId));
        if (lease.isEmpty()) {
            return AccountRefresh.Work.NONE; // removed, or another node lists it now
        }
        try (Heartbeat.Held held = lease.get()) {
            HookMarks.Mark mark = tables.hooks().marks().read(accountId, 0); // before the forge is asked
            AccountRefresh.Work work = accountRefresh.run(account.get(), full, held, sessions, progresses.of(accountId),
                    (session, job) -> started(refresh, () -> session.cancel(job)));
            if (work.again()) {
                again(refresh, full);
            } else if (!closing.getAsBoolean()) {
                tables.hooks().marks().close(mark);
            }
            return work;
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            failed(accountId, refresh, e);
        }
        return AccountRefresh.Work.NONE;
    }

    // A token that is replaced closes the sessions under the listing: the one that follows says how the account stands.
    private synchronized void failed(int accountId, Refresh refresh, RuntimeException cause) {
        if (closing.getAsBoolean() || refresh.cancelled || refresh.again) {
            return;
        }
        LOG.warn("The refresh of account {} failed.", accountId, cause);
        tables.accounts().failed(accountId, Failure.sentence(cause));
        progresses.of(accountId).failed("", Failure.sentence(cause), "");
    }
}
