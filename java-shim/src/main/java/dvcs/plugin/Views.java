package dvcs.plugin;

import dvcs.api.Account;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.Progress;
import dvcs.api.Repository;
import dvcs.store.AccountRecord;
import dvcs.store.ClusterWork;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;
import java.util.List;

/** Stored rows and what runs now, as an administrator sees them. */
final class Views {
    private static final Queue.View IDLE = new Queue.View(false, false, null);

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
        return accounts.stream().map(account -> account(account, cluster)).toList();
    }

    Account account(AccountRecord account) {
        return account(account, tables.clusterWork().read());
    }

    List<Repository> repositories(List<RepositoryRecord> records) {
        ClusterWork.Now cluster = tables.clusterWork().read();
        return records.stream().map(record -> repository(record, cluster)).toList();
    }

    Repository repository(RepositoryRecord record) {
        return repository(record, tables.clusterWork().read());
    }

    private Account account(AccountRecord account, ClusterWork.Now cluster) {
        Repositories.Totals totals = tables.repositories().totals(account.id());
        Progress progress = health.service().map(service -> service.progresses().progress(account.id())).orElse(Progress.NONE);
        return new Account(account.id(), account.host(), account.owner(), account.url(), account.autoLink(), state(account, cluster),
                account.error(), totals.repositories(), totals.done(), totals.commits(), account.lastRefresh(), progress, totals.failed(), BrakeWords.repositories(account),
                Certificates.parse(account.ca()).summary());
    }

    private Repository repository(RepositoryRecord record, ClusterWork.Now cluster) {
        Queue.View now = health.service().map(service -> service.queue().view(record.id())).orElse(IDLE);
        Progress progress = now.activity() == null ? Progress.NONE : now.activity().progress();
        return new Repository(record.id(), record.accountId(), record.forgeId(), record.path(), record.name(), record.webUrl(),
                record.linked(), record.archived(), record.empty(), state(record, now, cluster), record.error(), record.lastActivity(),
                record.lastSync(), record.verifiedAt(), record.commits(), record.branches(), record.mergeRequests(), progress,
                record.source(), record.goneAt(), record.goneAt() == 0 ? 0 : record.goneAt() + Cleaning.graceMillis(),
                BrakeWords.branches(record));
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
