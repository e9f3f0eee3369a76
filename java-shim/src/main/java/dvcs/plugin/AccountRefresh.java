package dvcs.plugin;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import dvcs.store.ListedRepository;
import dvcs.store.PathRules;
import dvcs.store.RepositoryListing;
import dvcs.store.RepositoryRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Checks an account's token, lists its repositories, and says which of them have something new. */
final class AccountRefresh {
    /** GitLab moves a project's last activity at most hourly; twice that is safe. */
    static final Duration ACTIVITY_LAG = Duration.ofHours(2);
    static final Duration FULL_EVERY = Duration.ofDays(1);
    /** Shorter than a day, so that a sweep that took long does not push its repositories into the day after next. */
    static final Duration VERIFIED_FOR = Duration.ofHours(20);
    /** So many repositories are read anew with a changed grammar after one listing: the rest follows with the next ones. */
    static final int RESCANS = 500;

    private final Tables tables;
    private final Accounts accounts;
    private final Supplier<Grammar> grammar;
    private final WriteGate gate;
    private final Clock clock;

    AccountRefresh(Tables tables, Supplier<Grammar> grammar, WriteGate gate) {
        this.tables = tables;
        this.accounts = tables.accounts();
        this.grammar = grammar;
        this.gate = gate;
        this.clock = tables.clock();
    }

    /** What is to be done with repositories after a listing. */
    record Work(List<RepositoryRecord> sync, List<RepositoryRecord> rescan, List<RepositoryRecord> verify, boolean again) {
        static final Work NONE = new Work(List.of(), List.of(), List.of(), false);
        /** The token was replaced under the listing. */
        static final Work AGAIN = new Work(List.of(), List.of(), List.of(), true);
    }

    /**
     * Nothing to do also when the account failed, which is then stored in words. {@code started} is told each job, so that
     * others can cancel it.
     */
    Work run(AccountRecord account, boolean full, Heartbeat.Held lease, Sessions sessions, Activity activity,
            BiConsumer<ForgeSession, ForgeSession.Running> started) {
        long startedAt = clock.millis();
        boolean everything = full || account.lastRefresh() == 0
                || startedAt - account.lastFullRefresh() >= FULL_EVERY.toMillis();
        try (Sessions.Use use = sessions.use(account, Lane.LIVE)) {
            ForgeSession.Running check = use.session().check();
            started.accept(use.session(), check);
            Outcome outcome = RepositorySync.await(check.outcome());
            if (!outcome.ok()) {
                return failed(account, use.credentialVersion(), sessions, outcome, activity);
            }
            accounts.checked(account.id(), use.credentialVersion(), outcome.serverVersion(), outcome.user());
            return list(account, everything, startedAt, lease, sessions, use, activity, started);
        } catch (CredentialVault.Unreadable e) {
            accounts.stop(account.id(), account.credentialVersion(), e.getMessage());
            return Work.NONE;
        }
    }

    private Work list(AccountRecord account, boolean everything, long startedAt, Heartbeat.Held lease,
            Sessions sessions, Sessions.Use use, Activity activity, BiConsumer<ForgeSession, ForgeSession.Running> started) {
        long since = everything ? 0 : Math.max(1, (account.lastRefresh() - ACTIVITY_LAG.toMillis()) / 1000);
        RepositoryListing listing = new RepositoryListing(tables.database(), lease.lease(), account.id(), account.autoLink(),
                PathRules.parse(tables.rules().rules(account.id())), grammar.get().version());
        Set<Long> seen = new HashSet<>();
        ForgeSession.Running job = use.session().list(account.owner(), since, account.ownerHint(), batch -> {
            List<ListedRepository> listed = Decoder.repositories(batch);
            listed.forEach(row -> seen.add(row.forgeId()));
            activity.report(batch);
            gate.write(Lane.LIVE, () -> listing.store(listed));
        });
        started.accept(use.session(), job);
        Outcome outcome = RepositorySync.await(job.outcome());
        if (!outcome.ok()) {
            return failed(account, use.credentialVersion(), sessions, outcome, activity);
        }
        boolean sawAll = everything && outcome.complete();
        if (sawAll) {
            listing.bury(seen, startedAt);
        }
        accounts.refreshed(account.id(), startedAt, sawAll, outcome.ownerHint());
        applyRules(account.id());
        return work(account, sawAll);
    }

    /** To repositories that have another path now, and to all should the rules have been changed during the listing. */
    private void applyRules(int accountId) {
        tables.rules().apply(tables.rules().plan(accountId, PathRules.parse(tables.rules().rules(accountId))));
    }

    private Work failed(AccountRecord account, int credential, Sessions sessions, Outcome outcome, Activity activity) {
        if (outcome.tokenRefused()) {
            return sessions.refused(account.id(), credential, outcome.error()) ? Work.NONE : Work.AGAIN;
        }
        if (!outcome.cancelled()) {
            accounts.failed(account.id(), outcome.error());
            activity.failed("", outcome.error(), Advice.of(outcome.errorCode()));
        }
        return Work.NONE;
    }

    private Work work(AccountRecord account, boolean sawAll) {
        Work work = new Work(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), false);
        long verified = clock.millis() - VERIFIED_FOR.toMillis();
        for (RepositoryRecord repository : tables.repositories().ofAccount(account.id())) {
            if (!repository.linked() || repository.goneAt() != 0) {
                continue;
            }
            if (isNew(repository)) {
                work.sync().add(repository);
            } else if (repository.grammarVersion() != grammar.get().version()) {
                work.rescan().add(repository);
            } else if (sawAll && repository.verifiedAt() < verified) {
                work.verify().add(repository);
            }
        }
        return new Work(work.sync(), work.rescan().stream().limit(RESCANS).toList(), work.verify(), false);
    }

    /** A push within the forge's lag moves no time of activity: so the lag counts from our last look, not from its word. */
    private static boolean isNew(RepositoryRecord repository) {
        boolean unfinished = repository.targetGeneration() > repository.generation() || !repository.state().equals("SYNCED")
                || repository.fullWanted();
        return unfinished || repository.lastActivity() == 0
                || repository.lastActivity() >= repository.lastSync() - ACTIVITY_LAG.toMillis();
    }
}
