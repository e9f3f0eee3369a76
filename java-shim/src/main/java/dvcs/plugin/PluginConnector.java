package dvcs.plugin;

import dvcs.api.Account;
import dvcs.api.AccountChange;
import dvcs.api.Connector;
import dvcs.api.ConnectorException;
import dvcs.api.Development;
import dvcs.api.Diagnosis;
import dvcs.api.HeldDeletions.Decision;
import dvcs.api.NewAccount;
import dvcs.api.Repository;
import dvcs.api.RepositoryFilter;
import dvcs.api.Slice;
import dvcs.api.Status;
import dvcs.store.AccountRecord;
import dvcs.store.Cancellations;
import dvcs.store.PathRules;
import dvcs.store.RepositoryRecord;
import dvcs.store.RepositorySearch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What pages and API ask for. Reads need the database only. */
final class PluginConnector implements Connector {
    private final Tables tables;
    private final Health health;
    private final Admission admission;
    private final Doctor doctor;
    private final Views views;
    private final Predicate<Boolean> unpause;

    /** {@code unpause}: whether it moved; starts what a fingerprint mismatch held back. False: nothing was held back. */
    PluginConnector(Tables tables, Health health, Predicate<Boolean> unpause) {
        this.tables = tables;
        this.health = health;
        this.admission = new Admission(tables);
        this.doctor = new Doctor(tables);
        this.views = new Views(tables, health);
        this.unpause = unpause;
    }

    Admission admission() {
        return admission;
    }

    @Override
    public List<Account> accounts() {
        health.requireTables();
        return views.accounts(tables.accounts().all());
    }

    @Override
    public Optional<Account> account(int id) {
        health.requireTables();
        return tables.accounts().find(id).map(views::account);
    }

    @Override
    public Account add(NewAccount account) {
        SyncService service = health.requireService();
        AccountRecord added = admission.add(account, service);
        service.refresh(added.id(), true);
        service.oauth().watch();
        return views.account(added);
    }

    @Override
    public Account update(int id, AccountChange change) {
        health.requireTables();
        AccountRecord account = record(id);
        if (change.token() != null || change.ca() != null) {
            SyncService service = health.requireService();
            admission.replaceAccess(account, change.token(), change.ca(), service);
            service.refreshAgain(id, false);
            service.oauth().watch();
        }
        if (change.autoLink() != null) {
            tables.accounts().autoLink(id, change.autoLink());
        }
        if (change.smartCommits() != null || change.authorPolicy() != null) {
            tables.commands().arming().accountSwitch(id, change.smartCommits(), change.authorPolicy());
            health.service().ifPresent(SyncService::armRepositories);
        }
        if (change.webhooks() != null) {
            tables.hooks().places().create(id, change.webhooks(), tables.clock().millis());
            health.service().filter(running -> !health.isPaused()).ifPresent(running -> running.hooks().keep(id));
        }
        return views.account(record(id));
    }

    @Override
    public void keepWebhooks(int accountId, boolean renew) {
        SyncService service = health.requireService();
        AccountRecord account = record(accountId);
        if (account.stopped()) {
            throw new ConnectorException(409, account.error());
        }
        if (renew) {
            tables.hooks().secrets().renew(accountId);
        }
        tables.hooks().places().anew(accountId, tables.clock().millis());
        service.hooks().keep(accountId);
    }

    @Override
    public void remove(int id) {
        health.requireTables();
        record(id);
        tables.accounts().markRemoved(id);
        doctor.forget(id);
        Cancellations.Mark mark = tables.cancellations().account(id);
        health.service().ifPresent(service -> {
            service.drop(mark);
            service.purge();
        });
    }

    @Override
    public void refresh(int id) {
        SyncService service = health.requireService();
        record(id);
        service.refresh(id, true);
    }

    @Override
    public Slice<Repository> repositories(int accountId, RepositoryFilter filter, String search, int start, int limit) {
        health.requireTables();
        record(accountId);
        RepositorySearch wanted = new RepositorySearch(accountId, filter, search);
        List<Repository> page = views.repositories(tables.repositories().page(wanted, start, limit));
        return new Slice<>(page, start, tables.repositories().count(wanted));
    }

    @Override
    public Optional<Repository> repository(int id) {
        health.requireTables();
        return tables.repositories().find(id).map(views::repository);
    }

    @Override
    public Repository link(int id, boolean linked) {
        health.requireTables();
        RepositoryRecord repository = repositoryRecord(id);
        if (linked) {
            PathRules.parse(tables.rules().rules(repository.accountId())).refusal(repository.path()).ifPresent(why -> {
                throw new ConnectorException(409, "The repository " + repository.path() + " can't be linked: " + why + ". Change the rules first.");
            });
        }
        tables.repositories().link(id, linked);
        if (linked) {
            health.service().filter(running -> !health.isPaused()).ifPresent(running -> running.sync(repository, false));
        } else {
            cancel(tables.cancellations().repository(id));
        }
        health.service().filter(running -> !health.isPaused()).ifPresent(running -> running.hooks().keep(repository.accountId()));
        return views.repository(repositoryRecord(id));
    }

    @Override
    public void sync(int repositoryId, boolean full) {
        SyncService service = health.requireService();
        RepositoryRecord repository = repositoryRecord(repositoryId);
        if (!repository.linked()) {
            throw new ConnectorException(409, "The repository " + repository.path() + " is not linked. Link it first.");
        }
        AccountRecord account = record(repository.accountId());
        if (account.stopped()) {
            throw new ConnectorException(409, account.error());
        }
        service.sync(repository, full);
    }

    @Override
    public void cancel(int accountId) {
        health.requireTables();
        cancel(tables.cancellations().account(record(accountId).id()));
    }

    @Override
    public void cancelSync(int repositoryId) {
        health.requireTables();
        cancel(tables.cancellations().repository(repositoryRecord(repositoryId).id()));
    }

    private void cancel(Cancellations.Mark mark) {
        health.service().ifPresent(service -> service.cancel(mark));
    }

    @Override
    public void acceptDeletions(int accountId) {
        SyncService service = health.requireService();
        answered(tables.accounts().answer(record(accountId).id(), Decision.ACCEPTED));
        service.refreshAgain(accountId, true);
    }

    @Override
    public void rejectDeletions(int accountId) {
        health.requireTables();
        answered(tables.accounts().answer(record(accountId).id(), Decision.REJECTED));
    }

    @Override
    public void acceptBranchDeletions(int repositoryId) {
        SyncService service = health.requireService();
        RepositoryRecord repository = repositoryRecord(repositoryId);
        answered(tables.repositories().answer(repositoryId, Decision.ACCEPTED));
        if (repository.linked()) {
            service.sync(repository, true);
        }
    }

    @Override
    public void rejectBranchDeletions(int repositoryId) {
        health.requireTables();
        answered(tables.repositories().answer(repositoryRecord(repositoryId).id(), Decision.REJECTED));
    }

    private static void answered(boolean held) {
        if (!held) {
            throw new ConnectorException(409, "Nothing is held back any more: what was missing is there again, or was settled.");
        }
    }

    @Override
    public Diagnosis diagnose(int accountId) {
        SyncService service = health.requireService();
        return doctor.start(record(accountId), service.sessions());
    }

    @Override
    public Diagnosis diagnosis(int accountId) {
        health.requireTables();
        return doctor.last(record(accountId).id());
    }

    @Override
    public Development development(Set<String> keys) {
        health.requireTables();
        return tables.development().read(keys);
    }

    @Override
    public String developmentVersion(Set<String> keys) {
        health.requireTables();
        return tables.live().version(keys);
    }

    @Override
    public Status status() {
        boolean readable = views.readable();
        return new Status(health.library().loaded(), health.library().problem(), health.library().description(),
                health.isPaused(), health.paused(), readable ? tables.accounts().all().size() : 0,
                health.service().map(service -> service.queue().running()).orElse(0));
    }

    @Override
    public void resume(boolean moved) {
        health.requireTables();
        if (!unpause.test(moved)) {
            throw new ConnectorException(409, "The connector is not paused.");
        }
    }

    private AccountRecord record(int id) {
        return tables.accounts().find(id)
                .orElseThrow(() -> new ConnectorException(404, "There is no account with the number " + id + "."));
    }

    private RepositoryRecord repositoryRecord(int id) {
        return tables.repositories().find(id)
                .orElseThrow(() -> new ConnectorException(404, "There is no repository with the number " + id + "."));
    }
}
