package dvcs.plugin;

import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.HookMarks;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.Priorities;
import dvcs.store.RepositoryRecord;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs of repositories on the threads of their lanes, and what is stored about how they ended. */
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Tables tables;
    private final Queue queue;
    private final Threads threads;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final RepositorySync repositorySync;
    private final Progresses progresses;
    private final BiConsumer<Lease, Integer> ended;
    private final BooleanSupplier closing;

    /** {@code ended}: told of each repository whose run ended well, under its lease. */
    Runs(Tables tables, Queue queue, Threads threads, Heartbeat heartbeat, Sessions sessions, RepositorySync repositorySync,
            Progresses progresses, BiConsumer<Lease, Integer> ended, BooleanSupplier closing) {
        this.tables = tables;
        this.queue = queue;
        this.threads = threads;
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.repositorySync = repositorySync;
        this.progresses = progresses;
        this.ended = ended;
        this.closing = closing;
    }

    void add(RepositoryRecord repository, Lane lane, Run run) {
        add(repository.id(), repository.accountId(), lane, run);
    }

    void add(int repositoryId, int accountId, Lane lane, Run run) {
        Queue.Added added = queue.add(repositoryId, accountId, lane, run);
        if (added == Queue.Added.NEW) {
            progresses.expect(accountId);
        }
        if (added != Queue.Added.THERE) {
            next(lane);
        }
    }

    /** A thread of the lane takes what waits longest. */
    void next(Lane lane) {
        threads.execute(lane, () -> queue.next(lane).ifPresent(this::take));
    }

    /** Ends what runs for an account and forgets what waits, if it was asked for until {@code before}. */
    void cancel(int accountId, long before) {
        for (int left = queue.drop(accountId, before); left > 0; left--) {
            progresses.finish(accountId);
        }
    }

    void cancelRepository(int repositoryId, long before) {
        queue.dropRepository(repositoryId, before).ifPresent(progresses::finish);
    }

    void moveToTop(Priorities.Wish wish) {
        queue.moveToTop(wish).ifPresent(this::next);
    }

    private void take(Queue.Turn turn) {
        boolean ran = true;
        try {
            ran = run(turn);
        } catch (RuntimeException e) {
            unexpected(turn, e);
        }
        if (!ran) {
            if (!queue.postpone(turn)) {
                progresses.finish(turn.ticket().accountId());
            }
            return;
        }
        turn.moved().ifPresent(this::fulfilled);
        Optional<Lane> again = queue.finished(turn.ticket());
        if (again.isPresent()) {
            next(again.get());
        } else {
            progresses.finish(turn.ticket().accountId());
        }
    }

    // While the connector closes the wish stays: the next life's run is the one that was meant.
    private void fulfilled(Priorities.Wish wish) {
        try {
            if (!closing.getAsBoolean()) {
                tables.priorities().fulfilled(wish);
            }
        } catch (RuntimeException e) {
            LOG.warn("That a repository was moved to the top stays noted: {}", e.getMessage());
        }
    }

    /** False: another node works on it; later again. */
    private boolean run(Queue.Turn turn) {
        int accountId = turn.ticket().accountId();
        Optional<RepositoryRecord> repository = tables.repositories().find(turn.ticket().repositoryId());
        Optional<AccountRecord> account = tables.accounts().find(accountId);
        if (repository.isEmpty() || !repository.get().linked() || account.isEmpty() || account.get().stopped()) {
            return true;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofRepository(repository.get().id()));
        if (lease.isEmpty()) {
            return false;
        }
        try (Heartbeat.Held held = lease.get()) {
            // Read under the lease: a run of another node may have ended between.
            RepositoryRecord now = tables.repositories().find(repository.get().id()).orElse(repository.get());
            HookMarks.Mark mark = tables.hooks().marks().read(accountId, now.forgeId()); // before the forge is asked
            boolean looked = run(turn, new RepositorySync.Target(account.get(), now, held, turn.lane(), turn.run()));
            if (looked && turn.run() != Run.VERIFY) {
                tables.hooks().marks().close(mark);
            }
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        }
        wanted(turn);
        return true;
    }

    /** Whether it is stored how the run ended, so that webhooks of before need nobody any more. */
    private boolean run(Queue.Turn turn, RepositorySync.Target target) {
        Activity activity = new Activity("starting", tables.clock(), progresses.of(turn.ticket().accountId()));
        try (Sessions.Use use = sessions.use(target.account(), turn.lane())) {
            Outcome outcome = repositorySync.run(target, use.session(), activity,
                    job -> queue.started(turn.ticket(), activity, () -> use.session().cancel(job)));
            return settle(target, outcome, use.credentialVersion(), activity);
        } catch (CredentialVault.Unreadable e) {
            tables.accounts().stop(target.account().id(), target.account().credentialVersion(), e.getMessage());
            cancel(target.account().id(), Long.MAX_VALUE);
            return false;
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(target, activity, e);
        }
    }

    private boolean settle(RepositorySync.Target target, Outcome outcome, int credential, Activity activity) {
        if (outcome.tokenRefused() && !stop(target.account().id(), credential, outcome.error())) {
            unsettle(target);
            add(target.repository(), target.lane(), target.run()); // with the token that was stored meanwhile
            return false;
        }
        if (outcome.cancelled()) {
            unsettle(target);
            return !closing.getAsBoolean(); // an administrator's wish: the next refresh finds what is new
        }
        if (!outcome.ok()) {
            tables.repositories().state(target.lease().lease(), target.repository().id(), "FAILED", outcome.error());
            activity.failed(target.repository().path(), outcome.error(), Advice.of(outcome.errorCode()));
        } else {
            ended.accept(target.lease().lease(), target.repository().id());
        }
        return !outcome.tokenRefused(); // which a new token begins anew
    }

    // Nobody goes on with a cancelled run, so nobody may be told that it is under way. An unfinished reading stays one.
    private void unsettle(RepositorySync.Target target) {
        RepositoryRecord before = target.repository();
        if (!closing.getAsBoolean()) {
            tables.repositories().state(target.lease().lease(), before.id(),
                    before.state().equals("SYNCING") ? "NEW" : before.state(), before.error());
        }
    }

    // While the account is being stopped or removed its sessions are closed under the runs: no fault of theirs.
    private boolean failed(RepositorySync.Target target, Activity activity, RuntimeException cause) {
        boolean wanted = !closing.getAsBoolean()
                && tables.accounts().find(target.account().id()).filter(account -> !account.stopped()).isPresent();
        if (wanted) {
            LOG.warn("The synchronisation of repository {} failed.", target.repository().id(), cause);
            tables.repositories().state(target.lease().lease(), target.repository().id(), "FAILED", Failure.sentence(cause));
            activity.failed(target.repository().path(), Failure.sentence(cause), "");
        } else {
            unsettle(target);
        }
        return wanted;
    }

    /** A run may find that only a full reading can tell what left: at once, but where it keeps nobody waiting. */
    private void wanted(Queue.Turn turn) {
        tables.repositories().find(turn.ticket().repositoryId())
                .filter(repository -> repository.fullWanted() && repository.linked() && repository.state().equals("SYNCED"))
                .ifPresent(repository -> add(repository, Lane.BACKFILL, Run.FULL));
    }

    /** False: the credential was replaced meanwhile, maybe by another node. */
    private boolean stop(int accountId, int credential, String why) {
        boolean stopped = sessions.refused(accountId, credential, why);
        if (stopped) {
            cancel(accountId, Long.MAX_VALUE);
        }
        return stopped;
    }

    private void unexpected(Queue.Turn turn, RuntimeException cause) {
        if (closing.getAsBoolean()) {
            LOG.info("The synchronisation of repository {} ended with the connector.", turn.ticket().repositoryId());
        } else {
            LOG.warn("The synchronisation of repository {} failed.", turn.ticket().repositoryId(), cause);
        }
    }
}
