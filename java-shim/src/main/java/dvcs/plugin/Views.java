package dvcs.plugin;

import dvcs.api.Account;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.Progress;
import dvcs.api.Repository;
import dvcs.store.AccountRecord;
import dvcs.store.Repositories;
import dvcs.store.RepositoryRecord;

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

    Account account(AccountRecord account) {
        Repositories.Totals totals = tables.repositories().totals(account.id());
        Progress progress = health.service().map(service -> service.progresses().progress(account.id())).orElse(Progress.NONE);
        return new Account(account.id(), account.host(), account.owner(), account.url(), account.autoLink(), state(account),
                account.error(), totals.repositories(), totals.done(), totals.commits(), account.lastRefresh(), progress, totals.failed(), BrakeWords.repositories(account),
                Certificates.parse(account.ca()).summary());
    }

    Repository repository(RepositoryRecord record) {
        Queue.View now = health.service().map(service -> service.queue().view(record.id())).orElse(IDLE);
        Progress progress = now.activity() == null ? Progress.NONE : now.activity().progress();
        return new Repository(record.id(), record.accountId(), record.forgeId(), record.path(), record.name(), record.webUrl(),
                record.linked(), record.archived(), record.empty(), state(record, now), record.error(), record.lastActivity(),
                record.lastSync(), record.verifiedAt(), record.commits(), record.branches(), record.mergeRequests(), progress,
                record.source(), record.goneAt(), record.goneAt() == 0 ? 0 : record.goneAt() + Cleaning.graceMillis(),
                BrakeWords.branches(record));
    }

    private Account.State state(AccountRecord account) {
        if (health.isPaused()) {
            return Account.State.PAUSED;
        }
        Progresses progresses = health.service().map(SyncService::progresses).orElse(null);
        if (progresses != null && progresses.isListing(account.id())) {
            return Account.State.LISTING;
        }
        if (account.stopped()) {
            return Account.State.FAILED;
        }
        return progresses != null && progresses.isWorking(account.id()) ? Account.State.SYNCING : Account.State.IDLE;
    }

    private static Repository.State state(RepositoryRecord record, Queue.View now) {
        if (record.goneAt() != 0) {
            return Repository.State.GONE;
        }
        if (!record.linked()) {
            return Repository.State.UNLINKED;
        }
        if (now.running()) {
            return Repository.State.SYNCING;
        }
        return now.queued() ? Repository.State.QUEUED : Repository.State.valueOf(record.state());
    }
}
