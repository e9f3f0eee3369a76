package dvcs.plugin;

import dvcs.bridge.Core;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.RepositoryRecord;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs refreshes of accounts and synchronisations of repositories in the background. Everything may be asked for at any
 * time and as often as one likes. An error of a repository never stops its account; a refused token does, at once.
 */
final class SyncService implements AutoCloseable {
    /** So long a branch or repository that is gone stays as a tombstone. */
    static final int GRACE_DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(SyncService.class);

    private final Tables tables;
    private final Progresses progresses;
    private final Queue queue = new Queue();
    private final Threads threads = new Threads();
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final RepositorySync repositorySync;
    private final AccountRefresh accountRefresh;
    private volatile boolean closing;

    SyncService(Tables tables, Core core, Grammar grammar, CrashGuard guard) {
        this.tables = tables;
        this.progresses = new Progresses(tables.clock());
        this.heartbeat = new Heartbeat(tables.leases());
        this.sessions = new Sessions(core, tables.accounts(), grammar);
        WriteGate gate = new WriteGate(guard);
        this.repositorySync = new RepositorySync(tables.database(), tables.repositories(), gate, grammar, tables.clock());
        this.accountRefresh = new AccountRefresh(tables.database(), tables.accounts(), tables.repositories(), grammar, gate,
                tables.clock());
    }

    /** Begins the regular chores, and goes on with what a former life did not finish. */
    void start() {
        threads.every(Heartbeat.SECONDS, heartbeat::beat);
        threads.every(5, this::retry);
        threads.refresh(this::resume);
    }

    void after(long delay, TimeUnit unit, Runnable work) {
        threads.after(delay, unit, work);
    }

    Progresses progresses() {
        return progresses;
    }

    Queue queue() {
        return queue;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Nothing happens when the account is being listed already. */
    void refresh(int accountId, boolean full) {
        if (progresses.beginListing(accountId)) {
            threads.refresh(() -> {
                try {
                    refreshNow(accountId, full);
                } finally {
                    progresses.endListing(accountId);
                }
            });
        }
    }

    /** First and full readings go the long way, so that they keep nobody waiting. */
    void sync(RepositoryRecord repository, boolean full) {
        Lane lane = full || !repository.imported() ? Lane.BACKFILL : Lane.LIVE;
        if (queue.add(repository.id(), repository.accountId(), lane, full)) {
            progresses.expect(repository.accountId());
            threads.execute(lane, () -> runNext(lane));
        }
    }

    void drop(RepositoryRecord repository) {
        if (queue.dropRepository(repository.id())) {
            progresses.finish(repository.accountId());
        }
    }

    /** Ends what runs for an account and forgets what waits. */
    void drop(int accountId) {
        for (int left = queue.drop(accountId); left > 0; left--) {
            progresses.finish(accountId);
        }
        sessions.closeAccount(accountId);
    }

    /** Deletes the rows of removed accounts, in the background; the next life goes on where this one stops. */
    void purge() {
        threads.refresh(() -> tables.accounts().removed().forEach(this::purge));
    }

    /** What is gone at the forge longer than the grace lasts; in the background. */
    void clearGraves() {
        long limit = tables.clock().millis() - TimeUnit.DAYS.toMillis(GRACE_DAYS);
        threads.refresh(() -> {
            tables.removal().buriedBefore(limit);
            tables.removal().goneBefore(limit).forEach(this::purgeRepository);
        });
    }

    private void purge(int accountId) {
        tables.removal().repositories(accountId).forEach(this::purgeRepository);
        if (!closing) {
            tables.accounts().delete(accountId);
        }
    }

    private void purgeRepository(int id) {
        if (!closing) {
            tables.removal().repository(id);
        }
    }

    @Override
    public void close() {
        closing = true;
        threads.refuse();
        sessions.close();
        threads.close();
    }

    private void retry() {
        sessions.closeIdle(System.currentTimeMillis());
        queue.recall().forEach(lane -> threads.execute(lane, () -> runNext(lane)));
    }

    private void resume() {
        for (AccountRecord account : tables.accounts().all()) {
            if (!account.stopped() && account.lastRefresh() == 0) {
                refresh(account.id(), true);
            }
            tables.repositories().ofAccount(account.id()).stream()
                    .filter(repository -> !account.stopped() && repository.linked() && repository.goneAt() == 0)
                    .filter(repository -> repository.state().equals("NEW") || repository.state().equals("SYNCING"))
                    .forEach(repository -> sync(repository, false));
        }
        purge();
    }

    private void refreshNow(int accountId, boolean full) {
        Optional<AccountRecord> account = tables.accounts().find(accountId);
        Optional<Heartbeat.Held> lease = account.isEmpty() ? Optional.empty() : heartbeat.tryHold(Lease.ofAccount(accountId));
        if (lease.isEmpty()) {
            return; // removed, or another node lists it now
        }
        try (Heartbeat.Held held = lease.get()) {
            accountRefresh.run(account.get(), full, held, sessions, progresses.of(accountId))
                    .forEach(repository -> sync(repository, false));
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("The refresh of account {} failed.", accountId, e);
                tables.accounts().failed(accountId, Failure.sentence(e));
            }
        }
    }

    private void runNext(Lane lane) {
        Optional<Queue.Ticket> next = queue.next(lane);
        if (next.isEmpty()) {
            return;
        }
        Queue.Ticket ticket = next.get();
        boolean full = queue.takeFull(ticket);
        boolean ran = true;
        try {
            ran = run(ticket, full);
        } catch (RuntimeException e) {
            LOG.warn("The synchronisation of repository {} failed.", ticket.repositoryId(), e);
        }
        if (!ran) {
            queue.postpone(ticket, full);
        } else if (queue.finished(ticket)) {
            threads.execute(lane, () -> runNext(lane));
        } else {
            progresses.finish(ticket.accountId());
        }
    }

    /** False: another node works on it; later again. */
    private boolean run(Queue.Ticket ticket, boolean full) {
        Optional<RepositoryRecord> repository = tables.repositories().find(ticket.repositoryId());
        Optional<AccountRecord> account = tables.accounts().find(ticket.accountId());
        if (repository.isEmpty() || !repository.get().linked() || account.isEmpty() || account.get().stopped()) {
            return true;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofRepository(ticket.repositoryId()));
        if (lease.isEmpty()) {
            return false;
        }
        Activity activity = new Activity("starting", tables.clock(), progresses.of(ticket.accountId()));
        try (Heartbeat.Held held = lease.get(); Sessions.Use use = sessions.use(account.get(), ticket.lane())) {
            var target = new RepositorySync.Target(account.get(), repository.get(), held, ticket.lane(), full);
            Outcome outcome = repositorySync.run(target, use.session(), activity,
                    job -> queue.started(ticket, activity, () -> use.session().cancel(job)));
            settle(ticket, repository.get(), outcome);
        } catch (CredentialVault.Unreadable e) {
            stop(ticket.accountId(), e.getMessage());
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            failed(ticket, repository.get(), e);
        }
        return true;
    }

    private void settle(Queue.Ticket ticket, RepositoryRecord before, Outcome outcome) {
        if (outcome.tokenRefused()) {
            stop(ticket.accountId(), outcome.error());
        }
        if (outcome.cancelled()) {
            unsettle(before);
        } else if (!outcome.ok()) {
            tables.repositories().state(ticket.repositoryId(), "FAILED", outcome.error());
        }
    }

    // Nobody goes on with a cancelled run, so nobody may be told that it is under way. An unfinished reading stays one.
    private void unsettle(RepositoryRecord before) {
        if (!closing) {
            tables.repositories().state(before.id(), before.state().equals("SYNCING") ? "NEW" : before.state(), before.error());
        }
    }

    // While the account is being stopped or removed its sessions are closed under the runs: no fault of theirs.
    private void failed(Queue.Ticket ticket, RepositoryRecord before, RuntimeException cause) {
        boolean wanted = !closing && tables.accounts().find(ticket.accountId()).filter(account -> !account.stopped()).isPresent();
        if (wanted) {
            LOG.warn("The synchronisation of repository {} failed.", ticket.repositoryId(), cause);
            tables.repositories().state(ticket.repositoryId(), "FAILED", Failure.sentence(cause));
        } else {
            unsettle(before);
        }
    }

    private void stop(int accountId, String why) {
        tables.accounts().stop(accountId, why);
        drop(accountId);
    }
}
