package dvcs.plugin;

import com.atlassian.activeobjects.external.ActiveObjects;
import dvcs.bridge.Core;
import dvcs.bridge.CrashMarker;
import dvcs.bridge.NativeFailure;
import dvcs.bridge.NativeLibrary;
import dvcs.jira.HourlyJob;
import dvcs.store.Accounts;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the plugin. Whatever fails is kept in {@link Health} as words: Jira starts in any case. The stop's
 * order leaves no thread and no class loader behind: refuse work, close handles, join threads, shut the core down.
 */
final class Life {
    /** So long a node may go on, or rest on, after another one was told what this Jira is. */
    private static final long WATCH_SECONDS = 15;
    private static final Logger LOG = LoggerFactory.getLogger(Life.class);

    private final ActiveObjects activeObjects;
    private final Tables tables;
    private final Health health;
    private final HourlyJob job;
    private final Fingerprint fingerprint;
    private final Path localHome;
    private final Supplier<Grammar> grammar;
    private final CommandsHost commands;
    private final HooksHost hooks;
    private final CrashGuard guard;
    private volatile Watch watch;
    private Core core;
    private SyncService service;

    Life(ActiveObjects activeObjects, Tables tables, Health health, HourlyJob job, Fingerprint fingerprint, Path localHome,
            Supplier<Grammar> grammar, CommandsHost commands, HooksHost hooks) {
        this.activeObjects = activeObjects;
        this.tables = tables;
        this.health = health;
        this.job = job;
        this.fingerprint = fingerprint;
        this.localHome = localHome;
        this.grammar = grammar;
        this.commands = commands;
        this.hooks = hooks;
        this.guard = new CrashGuard(new CrashMarker(localHome));
    }

    synchronized void start() {
        try {
            activeObjects.moduleMetaData().awaitInitialization();
            Optional<String> refused = tables.settings().claimSchema();
            health.blocked(refused.orElse(""));
            if (refused.isPresent()) {
                LOG.error("{}", refused.get());
                return;
            }
            compareFingerprint();
            watch = new Watch(WATCH_SECONDS, this::followPause);
            tables.leases().releaseAllOfThisNode();
            loadLibrary();
            if (health.library().loaded() && !health.isPaused()) {
                work();
            }
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("The connector could not start.", e);
            health.blocked("The connector could not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            health.blocked("The start of the connector was interrupted.");
        }
    }

    /** The administrator has decided what this Jira is. False: it was decided already, or nothing was to decide. */
    synchronized boolean unpause(boolean moved) {
        boolean decided = tables.settings().endPause(fingerprint.text(), sql -> {
            if (!moved) {
                Accounts.forgetCredentials(sql); // a copy must not act with the original's rights
            }
        });
        if (decided) {
            followPause();
        }
        return decided;
    }

    /** What the database says counts for every node of the cluster, whichever was asked. */
    synchronized void followPause() {
        String why = tables.settings().paused();
        if (why.equals(health.paused())) {
            return;
        }
        health.paused(why);
        if (why.isEmpty() && core != null && service == null) {
            work();
        } else if (!why.isEmpty()) {
            LOG.warn("{}", why);
            rest();
        }
    }

    /** Idempotent; each step has its own time limit. */
    void stop() {
        health.blocked("The connector is stopping.");
        Watch watching = watch;
        if (watching != null) {
            watching.close();
        }
        synchronized (this) {
            rest();
            if (core != null) {
                core.close();
                core = null;
            }
            guard.clear();
        }
    }

    private void rest() {
        job.stop();
        health.service(null);
        if (service != null) {
            service.close();
            service = null;
        }
    }

    private void compareFingerprint() {
        Optional<String> stored = tables.settings().fingerprint();
        if (stored.isEmpty()) {
            tables.settings().fingerprint(fingerprint.text());
        }
        String why = stored.isEmpty() || stored.get().equals(fingerprint.text()) ? "" : fingerprint.mismatch(stored.get());
        if (!why.equals(tables.settings().paused())) {
            tables.settings().paused(why);
        }
        health.paused(why);
        if (!why.isEmpty()) {
            LOG.warn("{}", why);
        }
    }

    private void loadLibrary() {
        health.library(guard.mayLoad() ? NativeLibrary.load(localHome) : NativeLibrary.refused(CrashMarker.problem()));
        if (!health.library().loaded()) {
            LOG.error("{}", health.library().problem());
            return;
        }
        try {
            core = Core.start("dvcs-connector");
        } catch (GeneralSecurityException | NativeFailure e) {
            health.library(NativeLibrary.refused("The native library does not start: " + e.getMessage()));
            LOG.error("{}", health.library().problem(), e);
        }
    }

    private void work() {
        service = new SyncService(tables, core, grammar, guard, commands, hooks);
        service.start();
        service.after(CrashGuard.GOOD_LIFE_MINUTES, TimeUnit.MINUTES, guard::clear);
        health.service(service);
        job.start(() -> refreshAll(service));
    }

    // Stopped accounts wait for a new token: asking again with the old one gets the address banned.
    private void refreshAll(SyncService running) {
        tables.accounts().all().stream()
                .filter(account -> !account.stopped() && !account.credential().isEmpty())
                .forEach(account -> running.refresh(account.id(), false));
        running.purge();
        running.clearGraves();
        running.armRepositories();
    }
}
