package dvcs.plugin;

import dvcs.api.Account;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.Hook;
import dvcs.api.Progress;
import dvcs.api.Repository;
import dvcs.api.SmartCommits.AccountSwitches;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.RepositorySwitches;
import dvcs.api.SmartCommits.Switch;
import dvcs.api.Webhooks;
import dvcs.store.AccountRecord;
import dvcs.store.ClusterWork;
import dvcs.store.HookPlaces;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;
import java.util.List;
import java.util.Map;

/** Stored rows and what runs now, as an administrator sees them. */
final class Views {
    private static final Queue.View IDLE = new Queue.View(false, false, null);
    /** Of what was removed since its row was read. */
    private static final AccountSwitches REMOVED_ACCOUNT = new AccountSwitches(false, AuthorPolicy.COMPATIBLE);
    private static final RepositorySwitches REMOVED_REPOSITORY = new RepositorySwitches(null, 0, "");

    private final Tables tables;
    private final Health health;

    Views(Tables tables, Health health) {
        this.tables = tables;
        this.health = health;
    }

    boolean readable() {
        try {
            health.requireTables();
            return true;
        } catch (ConnectorException e) {
            return false;
        }
    }

    List<Account> accounts(List<AccountRecord> accounts) {
        ClusterWork.Now cluster = tables.clusterWork().read();
        Map<Integer, AccountSwitches> switches = tables.commands().arming().accounts();
        return accounts.stream().map(account -> account(account, cluster, switches.getOrDefault(account.id(), REMOVED_ACCOUNT))).toList();
    }

    Account account(AccountRecord account) {
        return account(account, tables.clusterWork().read(), tables.commands().arming().account(account.id()).orElse(REMOVED_ACCOUNT));
    }

    List<Repository> repositories(List<RepositoryRecord> records) {
        ClusterWork.Now cluster = tables.clusterWork().read();
        List<Integer> ids = records.stream().map(RepositoryRecord::id).toList();
        Map<Integer, RepositorySwitches> switches = tables.commands().arming().repositories(ids);
        Map<Integer, Hook> hooks = tables.hooks().places().hooks(ids);
        return records.stream().map(record -> repository(record, cluster, switches.getOrDefault(record.id(), REMOVED_REPOSITORY),
                hooks.getOrDefault(record.id(), Hook.NONE))).toList();
    }

    Repository repository(RepositoryRecord record) {
        return repositories(List.of(record)).get(0);
    }

    private Account account(AccountRecord account, ClusterWork.Now cluster, AccountSwitches switches) {
        Repositories.Totals totals = tables.repositories().totals(account.id());
        Progress progress = health.service().map(service -> service.progresses().progress(account.id())).orElse(Progress.NONE);
        return new Account(account.id(), account.host(), account.owner(), account.url(), account.autoLink(), state(account, cluster),
                account.error(), totals.repositories(), totals.done(), totals.commits(), account.lastRefresh(), progress, totals.failed(), BrakeWords.repositories(account),
                Certificates.parse(account.ca()).summary(), switches.smartCommits(), switches.policy(), webhooks(account.id()), tables.oauth().grants().access(account.id()));
    }

    private Webhooks webhooks(int accountId) {
        HookPlaces.Standing standing = tables.hooks().places().standing(accountId).orElse(HookPlaces.Standing.NONE);
        HookPlaces.Totals totals = tables.hooks().places().totals(accountId);
        HookHealth refusals = health.service().map(service -> service.hooks().health()).orElse(null);
        return new Webhooks(standing.create(), tables.hooks().marks().seenAt(accountId), refusals == null ? 0 : refusals.refusedInAnHour(accountId),
                refusals == null ? "" : refusals.why(accountId), standing.group().state(), totals.active(), totals.failing(),
                standing.group().error(), standing.group().checkedAt(), standing.urls().stream().findFirst().orElse(""));
    }

    private Repository repository(RepositoryRecord record, ClusterWork.Now cluster, RepositorySwitches switches, Hook hook) {
        Queue.View now = health.service().map(service -> service.queue().view(record.id())).orElse(IDLE);
        Progress progress = now.activity() == null ? Progress.NONE : now.activity().progress();
        return new Repository(record.id(), record.accountId(), record.forgeId(), record.path(), record.name(), record.webUrl(),
                record.linked(), record.archived(), record.empty(), state(record, now, cluster), record.error(), record.lastActivity(),
                record.lastSync(), record.verifiedAt(), record.commits(), record.branches(), record.mergeRequests(), progress,
                record.source(), record.goneAt(), record.goneAt() == 0 ? 0 : record.goneAt() + Cleaning.graceMillis(),
                BrakeWords.branches(record), Switch.of(switches.smartCommits()), switches.armedAt(), switches.refusal(), hook);
    }

    // This node knows best what it does itself; of the others the database says it.
    private Account.State state(AccountRecord account, ClusterWork.Now cluster) {
        if (health.isPaused()) {
            return Account.State.PAUSED;
        }
        Progresses progresses = health.service().map(SyncService::progresses).orElse(null);
        if (progresses != null && progresses.isListing(account.id()) || cluster.listed().contains(account.id())) {
            return Account.State.LISTING;
        }
        if (account.stopped()) {
            return Account.State.FAILED;
        }
        boolean working = progresses != null && progresses.isWorking(account.id()) || cluster.accounts().contains(account.id());
        return working ? Account.State.SYNCING : Account.State.IDLE;
    }

    private static Repository.State state(RepositoryRecord record, Queue.View now, ClusterWork.Now cluster) {
        if (record.goneAt() != 0) {
            return Repository.State.GONE;
        }
        if (!record.linked()) {
            return Repository.State.UNLINKED;
        }
        if (now.running() || cluster.running().contains(record.id())) {
            return Repository.State.SYNCING;
        }
        return now.queued() || cluster.waiting().contains(record.id()) ? Repository.State.QUEUED : Repository.State.valueOf(record.state());
    }
}
