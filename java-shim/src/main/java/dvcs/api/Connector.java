package dvcs.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What pages, API and jobs may ask of the running plugin. Implemented by {@code dvcs.plugin}; reads work without the
 * native library. Thread-safe. Every method may throw {@link ConnectorException} with words for an administrator.
 */
public interface Connector {
    List<Account> accounts();

    Optional<Account> account(int id);

    /** Checks address and token with the forge first, stores the account, then lists and imports in the background. */
    Account add(NewAccount account);

    /** A null field of the change stays as it is; a new token is checked first. */
    Account update(int id, AccountChange change);

    /** Looks after the account's webhooks at its forge now, in the background; {@code renew} gives them a new secret. */
    void keepWebhooks(int accountId, boolean renew);

    /** Removes the account, its repositories and their rows. */
    void remove(int id);

    /** Lists the account's repositories anew and synchronises what changed, in the background. */
    void refresh(int id);

    /** Repositories in the order of their paths, those whose path contains {@code search}. */
    Slice<Repository> repositories(int accountId, RepositoryFilter filter, String search, int start, int limit);

    /** All of them. */
    default Slice<Repository> repositories(int accountId, String search, int start, int limit) {
        return repositories(accountId, RepositoryFilter.ALL, search, start, limit);
    }

    Optional<Repository> repository(int id);

    /** {@code linked}: whether it is synchronised. */
    Repository link(int id, boolean linked);

    /** Synchronises one repository in the background; {@code full} reads everything anew. */
    void sync(int repositoryId, boolean full);

    /** Ends the account's listing and its repositories' runs at the forge, on every node within seconds. Each goes on from where it was when asked again. */
    void cancel(int accountId);

    /** Ends one repository's run, or forgets that it waits, on every node within seconds. No error: the next run goes on from where this one was. */
    void cancelSync(int repositoryId);

    /** What is missing at the forge is removed in the next listing, which begins now. 409: nothing is held back. */
    void acceptDeletions(int accountId);

    /** Exactly what is missing at the forge now stays; what vanishes later is treated as always. 409: nothing is held back. */
    void rejectDeletions(int accountId);

    /** As {@link #acceptDeletions}, for the branches of a repository. */
    void acceptBranchDeletions(int repositoryId);

    /** As {@link #rejectDeletions}, for the branches of a repository. */
    void rejectBranchDeletions(int repositoryId);

    /** Walks the way to the account's forge in the background, from the node that was asked; changes nothing there. The diagnosis so far. */
    Diagnosis diagnose(int accountId);

    /** The newest diagnosis of this node, which grows while it runs; {@link Diagnosis#NONE}: none. */
    Diagnosis diagnosis(int accountId);

    /** All that names one of these keys (an issue's present and former keys). Newest first. */
    Development development(Set<String> keys);

    /** Another text whenever what {@link #development} says of these keys may have changed. Cheap: open issue pages ask each second. */
    String developmentVersion(Set<String> keys);

    Status status();

    /** After a fingerprint mismatch: {@code moved} keeps credentials, otherwise this is a copy and forgets them. */
    void resume(boolean moved);
}
