package dvcs.plugin;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import dvcs.store.Database;
import dvcs.store.ListedRepository;
import dvcs.store.Repositories;
import dvcs.store.RepositoryListing;
import dvcs.store.RepositoryRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks an account's token, lists its repositories, and says which of them have something new. */
final class AccountRefresh {
    /** GitLab moves a project's last activity at most hourly; twice that is safe. */
    private static final Duration ACTIVITY_LAG = Duration.ofHours(2);
    private static final Duration FULL_EVERY = Duration.ofDays(1);

    private final Database database;
    private final Accounts accounts;
    private final Repositories repositories;
    private final Grammar grammar;
    private final WriteGate gate;
    private final Clock clock;

    AccountRefresh(Database database, Accounts accounts, Repositories repositories, Grammar grammar, WriteGate gate, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.repositories = repositories;
        this.grammar = grammar;
        this.gate = gate;
        this.clock = clock;
    }

    /** The repositories to synchronise; empty also when the account failed, which is then stored in words. */
    List<RepositoryRecord> run(AccountRecord account, boolean full, Heartbeat.Held lease, Sessions sessions, Activity activity) {
        long startedAt = clock.millis();
        boolean everything = full || account.lastRefresh() == 0
                || startedAt - account.lastFullRefresh() >= FULL_EVERY.toMillis();
        try (Sessions.Use use = sessions.use(account, Lane.LIVE)) {
            Outcome check = RepositorySync.await(use.session().check().outcome());
            if (!check.ok()) {
                return failed(account, check);
            }
            accounts.checked(account.id(), check.serverVersion(), check.user());
            return list(account, everything, startedAt, lease, use.session(), activity);
        } catch (CredentialVault.Unreadable e) {
            accounts.stop(account.id(), e.getMessage());
            return List.of();
        }
    }

    private List<RepositoryRecord> list(AccountRecord account, boolean everything, long startedAt, Heartbeat.Held lease,
            ForgeSession session, Activity activity) {
        long since = everything ? 0 : Math.max(1, (account.lastRefresh() - ACTIVITY_LAG.toMillis()) / 1000);
        RepositoryListing listing = new RepositoryListing(database, lease.lease(), account.id(), account.autoLink(), grammar.version());
        Set<Long> seen = new HashSet<>();
        Outcome outcome = RepositorySync.await(session.list(account.owner(), since, batch -> {
            List<ListedRepository> listed = Decoder.repositories(batch);
            listed.forEach(row -> seen.add(row.forgeId()));
            activity.report(batch);
            gate.write(Lane.LIVE, () -> listing.store(listed, startedAt));
        }).outcome());
        if (!outcome.ok()) {
            return failed(account, outcome);
        }
        boolean sawAll = everything && outcome.complete();
        int held = sawAll ? listing.bury(seen, startedAt) : 0;
        accounts.refreshed(account.id(), startedAt, sawAll, held == 0 ? "" : held
                + " repositories are missing in the forge's answer. They are kept until this is settled: check the token's"
                + " rights, and remove the account if they are really gone.");
        return repositories.ofAccount(account.id()).stream().filter(this::hasWork).toList();
    }

    private List<RepositoryRecord> failed(AccountRecord account, Outcome outcome) {
        if (outcome.tokenRefused()) {
            accounts.stop(account.id(), outcome.error());
        } else if (!outcome.cancelled()) {
            accounts.failed(account.id(), outcome.error());
        }
        return List.of();
    }

    private boolean hasWork(RepositoryRecord repository) {
        if (!repository.linked() || repository.goneAt() != 0) {
            return false;
        }
        boolean unfinished = repository.targetGeneration() > repository.generation() || !repository.state().equals("SYNCED");
        boolean active = repository.lastActivity() == 0
                || repository.lastActivity() >= repository.lastSync() - ACTIVITY_LAG.toMillis();
        return unfinished || active || repository.grammarVersion() != grammar.version();
    }
}
