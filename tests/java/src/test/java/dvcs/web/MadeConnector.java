package dvcs.web;

import dvcs.api.Account;
import dvcs.api.AccountChange;
import dvcs.api.Connector;
import dvcs.api.ConnectorException;
import dvcs.api.Development;
import dvcs.api.Diagnosis;
import dvcs.api.NewAccount;
import dvcs.api.Progress;
import dvcs.api.Repository;
import dvcs.api.RepositoryFilter;
import dvcs.api.Slice;
import dvcs.api.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A connector in memory that writes down what it was asked to do. The real one is tested with the host. */
final class MadeConnector implements Connector {
    static final Progress RUNNING = new Progress("commits", 1, 2, 30, 4, 1700000000000L);

    final List<String> asked = new ArrayList<>();
    final Map<Integer, Account> accounts = new LinkedHashMap<>();
    final Map<Integer, Repository> repositories = new LinkedHashMap<>();
    Diagnosis diagnosis = Diagnosis.NONE;
    Development development = new Development(List.of(), List.of(), List.of());
    String version = "v1";
    Status status = new Status(true, "", "{\"version\":\"1\"}", false, "", 1, 0);

    MadeConnector() {
        accounts.put(1, account(1, "acme", ""));
        repositories.put(5, repository(5, "acme/shop"));
    }

    static Account account(int id, String name, String error) {
        return new Account(id, "gitlab", name, "https://git.example.com", true, Account.State.SYNCING, error, 2, 1, 30, 0, RUNNING);
    }

    static Repository repository(int id, String path) {
        return new Repository(id, 1, 900 + id, path, "shop", "https://git.example.com/" + path, true, false, false,
                Repository.State.SYNCED, "", 1700000000000L, 0, 0, 12, 3, 2, Progress.NONE);
    }

    @Override
    public List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    @Override
    public Optional<Account> account(int id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Account add(NewAccount account) {
        if (account.token().equals("wrong")) {
            throw new ConnectorException(502, "The host refused the access token.", "token");
        }
        asked.add("add " + account);
        Account added = account(2, account.name(), "");
        accounts.put(2, added);
        return added;
    }

    @Override
    public Account update(int id, AccountChange change) {
        asked.add("update " + id + " " + change);
        return accounts.get(id);
    }

    @Override
    public void remove(int id) {
        asked.add("remove " + id);
        accounts.remove(id);
    }

    @Override
    public void refresh(int id) {
        asked.add("refresh " + id);
    }

    @Override
    public Slice<Repository> repositories(int accountId, RepositoryFilter filter, String search, int start, int limit) {
        asked.add("repositories " + accountId + " " + filter + " '" + search + "' " + start + " " + limit);
        return new Slice<>(List.copyOf(repositories.values()), start, repositories.size());
    }

    @Override
    public Optional<Repository> repository(int id) {
        return Optional.ofNullable(repositories.get(id));
    }

    @Override
    public Repository link(int id, boolean linked) {
        asked.add("link " + id + " " + linked);
        return repositories.get(id);
    }

    @Override
    public void sync(int repositoryId, boolean full) {
        asked.add("sync " + repositoryId + " " + full);
    }

    @Override
    public Diagnosis diagnose(int accountId) {
        asked.add("diagnose " + accountId);
        diagnosis = new Diagnosis(true, 1700000000000L,
                List.of(new Diagnosis.Finding("TCP", Diagnosis.Outcome.FAILED, "It is refused.", "Open the port.")), "");
        return diagnosis;
    }

    @Override
    public Diagnosis diagnosis(int accountId) {
        return diagnosis;
    }

    @Override
    public void keepWebhooks(int accountId, boolean renew) {
        asked.add("keep webhooks of " + accountId + (renew ? " with a new secret" : ""));
    }

    @Override
    public void cancel(int accountId) {
        asked.add("cancel " + accountId);
    }

    @Override
    public void cancelSync(int repositoryId) {
        asked.add("cancelSync " + repositoryId);
    }

    @Override
    public void acceptDeletions(int accountId) {
        asked.add("acceptDeletions " + accountId);
    }

    @Override
    public void rejectDeletions(int accountId) {
        asked.add("rejectDeletions " + accountId);
    }

    @Override
    public void acceptBranchDeletions(int repositoryId) {
        asked.add("acceptBranchDeletions " + repositoryId);
    }

    @Override
    public void rejectBranchDeletions(int repositoryId) {
        asked.add("rejectBranchDeletions " + repositoryId);
    }

    @Override
    public Development development(Set<String> keys) {
        asked.add("development " + keys.stream().sorted().toList());
        return development;
    }

    @Override
    public String developmentVersion(Set<String> keys) {
        asked.add("version " + keys.stream().sorted().toList());
        return version;
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public void resume(boolean moved) {
        asked.add("resume " + moved);
    }
}
