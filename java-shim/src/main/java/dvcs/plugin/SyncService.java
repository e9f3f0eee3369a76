package dvcs.plugin;

import dvcs.bridge.Core;
import dvcs.store.AccountRecord;
import dvcs.store.Cancellations;
import dvcs.store.Hooked;
import dvcs.store.Lease;
import dvcs.store.NotedRun;
import dvcs.store.Priorities;
import dvcs.store.RepositoryRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs refreshes of accounts and synchronisations of repositories in the background. Everything may be asked for at any
 * time and as often as one likes. An error of a repository never stops its account; a refused token does, at once.
 */
final class SyncService implements AutoCloseable {
    private static final long RETRY_SECONDS = 5;

    private final Tables tables;
    private final Progresses progresses;
    private final Queue queue = new Queue();
    private final Threads threads;
    private final Heartbeat heartbeat;
    private final OAuthService oauth;
    private final Sessions sessions;
    private final Refreshes refreshes;
    private final Runs runs;
    private final Cleaning cleaning;
    private final DetailsWorker details;
    private final VerificationWorker verifications;
    private final CancelWatch cancelled;
    private boolean published;
    private final CommandsWorker commands;
    private final HookService hooks;
    private volatile boolean closing;

    SyncService(Tables tables, Core core, Supplier<Grammar> grammar, CrashGuard guard, CommandsHost host, HooksHost hooksHost) {
        this.tables = tables;
        this.threads = new Threads(() -> closing);
        this.progresses = new Progresses(tables.clock());
        this.heartbeat = new Heartbeat(tables.leases());
        this.oauth = new OAuthService(tables, threads, heartbeat, this::sessions, hooksHost.baseUrl(), accountId -> refreshAgain(accountId, false));
        this.sessions = new Sessions(core, tables.accounts(), grammar, oauth);
        WriteGate gate = new WriteGate(guard);
        this.refreshes = new Refreshes(tables, heartbeat, sessions, new AccountRefresh(tables, grammar, gate), progresses,
                threads::refresh, () -> closing);
        this.commands = new CommandsWorker(tables, host, heartbeat, threads, () -> closing, this::syncAgain);
        this.runs = new Runs(tables, queue, threads, heartbeat, sessions, new RepositorySync(tables, gate, grammar), progresses,
                this::ended, () -> closing);
        this.verifications = new VerificationWorker(tables, heartbeat, sessions, gate, commands::wake, () -> closing);
        this.hooks = new HookService(tables, threads, hooksHost, new HookService.Keeping(heartbeat, sessions, gate, () -> closing),
                this::hooked, accountId -> refreshAgain(accountId, false));
        this.cancelled = new CancelWatch(tables.cancellations(), this::act);
        HookRemoval unhook = new HookRemoval(tables, heartbeat, sessions, () -> closing);
        // Webhooks are removed with what is revoked then.
        this.cleaning = new Cleaning(tables, heartbeat, accountId -> unhook.remove(accountId) && oauth.revoke(accountId), () -> closing);
        this.details = new DetailsWorker(tables, heartbeat, sessions, gate, () -> closing || queue.isBusy(Lane.LIVE));
    }

    /** Begins the regular chores, and goes on with what a former life did not finish. */
    void start() {
        tables.measureClock();
        threads.every(Tables.CLOCK_SECONDS, tables::measureClock);
        threads.every(Heartbeat.SECONDS, heartbeat::beat);
        threads.every(RETRY_SECONDS, this::retry);
        threads.every(RETRY_SECONDS, this::publish);
        threads.every(CancelWatch.SECONDS, cancelled::look);
        threads.every(CancelWatch.SECONDS, () -> tables.priorities().all().forEach(runs::moveToTop));
        threads.every(LiveDevelopment.SECONDS, tables.live()::flush);
        threads.every(DetailsWorker.SECONDS, () -> details.begin(threads::details));
        threads.every(CommandsWorker.SECONDS, commands::wake);
        threads.every(VerificationWorker.SECONDS, this::verifyAuthors);
        hooks.start();
        oauth.start();
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

    HookService hooks() {
        return hooks;
    }

    OAuthService oauth() {
        return oauth;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Nothing happens when the account is being listed already. */
    void refresh(int accountId, boolean full) {
        refreshes.refresh(accountId, full, false, work -> work(accountId, work));
    }

    /** Something changed just now: an account that is being listed already is listed once more after that. */
    void refreshAgain(int accountId, boolean full) {
        refreshes.refresh(accountId, full, true, work -> work(accountId, work));
    }

    /** First and full readings go the long way, so that they keep nobody waiting. */
    void sync(RepositoryRecord repository, boolean full) {
        runs.add(repository, full || !repository.imported() || repository.fullWanted() ? Lane.BACKFILL : Lane.LIVE,
                full ? Run.FULL : Run.SYNC);
    }

    private void hooked(Hooked repository) {
        runs.add(repository.id(), repository.accountId(), repository.imported() ? Lane.LIVE : Lane.BACKFILL, Run.SYNC);
    }

    /** Ends what runs for an account or a repository and forgets what waits; the sessions stay. The other nodes see the mark. */
    void cancel(Cancellations.Mark mark) {
        cancelled.cancel(mark);
    }

    /** Marks were stored: what they are about ends here at once, on the other nodes when they look. */
    void lookForCancelled() {
        cancelled.look();
    }

    /** Here at once, on the other nodes when they look. */
    void moveToTop(Priorities.Wish wish) {
        runs.moveToTop(wish);
    }

    /** As {@link #cancel}, for good. */
    void drop(Cancellations.Mark account) {
        cancel(account);
        sessions.closeAccount(account.id());
    }

    /** Of a repository whose smart commits wait for what the forge says about them. */
    private void syncAgain(int repositoryId) {
        tables.repositories().find(repositoryId).filter(repository -> repository.linked() && repository.goneAt() == 0)
                .ifPresent(repository -> sync(repository, false));
    }

    /** A person put commands back into the line. */
    void executeCommands() {
        commands.wake();
        verifyAuthors();
    }

    /** A switch was turned: arms what waits for that, in the background. */
    void armRepositories() {
        threads.refresh(commands::armAll);
    }

    /** Takes back what removed accounts have at their forges, and deletes their rows, in the background. */
    void purge() {
        threads.clean(cleaning::removedAccounts);
    }

    /** Deletes what is gone at the forge longer than the grace lasts, in the background. */
    void clearGraves() {
        threads.clean(cleaning::graves);
    }

    @Override
    public void close() {
        closing = true;
        threads.refuse();
        hooks.close();
        sessions.close();
        threads.close();
    }

    private void ended(Lease lease, int repositoryId) {
        commands.ended(lease, repositoryId);
        verifyAuthors();
    }

    private void verifyAuthors() {
        verifications.wake(threads::verify);
    }

    private void work(int accountId, AccountRefresh.Work work) {
        work.sync().forEach(repository -> sync(repository, false));
        work.rescan().forEach(repository -> runs.add(repository, Lane.BACKFILL, Run.SYNC));
        work.verify().forEach(repository -> runs.add(repository, Lane.SWEEP, Run.VERIFY));
        hooks.keep(accountId);
    }

    private void act(CancelWatch.Cancelled cancel) {
        if (cancel.mark().ofAccount()) {
            refreshes.cancel(cancel.mark().id(), cancel.before());
            runs.cancel(cancel.mark().id(), cancel.before());
        } else {
            runs.cancelRepository(cancel.mark().id(), cancel.before());
        }
    }

    /** What runs and waits here, for those who ask another node. */
    private void publish() {
        List<NotedRun> all = queue.runs();
        if (!all.isEmpty() || published) {
            tables.clusterWork().publish(all);
            published = !all.isEmpty();
        }
    }

    private void retry() {
        sessions.closeIdle(System.currentTimeMillis());
        queue.recall().forEach(runs::next);
    }

    private void resume() {
        List<RepositoryRecord> owed = new ArrayList<>();
        List<Integer> wanted = tables.priorities().all().stream().map(Priorities.Wish::repositoryId).toList();
        for (AccountRecord account : tables.accounts().all()) {
            if (!account.stopped() && account.lastRefresh() == 0) {
                refresh(account.id(), true);
            }
            tables.repositories().ofAccount(account.id()).stream()
                    .filter(repository -> !account.stopped() && repository.linked() && repository.goneAt() == 0)
                    .filter(repository -> repository.state().equals("NEW") || repository.state().equals("SYNCING") || repository.fullWanted()
                            || wanted.contains(repository.id()))
                    .forEach(owed::add);
        }
        owed.sort(Comparator.comparingInt(repository -> -wanted.indexOf(repository.id()))); // the last wish is the first in the line
        owed.forEach(repository -> sync(repository, false));
        purge();
        hooks.resume();
        commands.armAll();
        commands.wake();
    }
}
