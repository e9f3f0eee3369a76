package dvcs.plugin;

import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.NewAccount;
import dvcs.api.WebAddress;
import dvcs.bridge.NativeFailure;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.StoreException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at an account and its token before they are stored: somebody is waiting to correct a slip. */
final class Admission {
    /** Others are added with their forges. */
    private static final Set<String> HOSTS = Set.of("gitlab", "gitea");

    /** Codes of native/src/base/status.hpp. */
    private static final int FORBIDDEN = 21;
    private static final int NOT_FOUND = 22;
    /** A thread of Jira's web server waits: all questions to the forge together may take so long. */
    private static final long PATIENCE_SECONDS = 30;
    /** Others are sent away, so that a dead forge can't take all of the web server's threads. */
    private static final int MOST_AT_A_TIME = 3;
    private static final int RETRY_SECONDS = 10;
    private static final int LONGEST = 450;

    private final Tables tables;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Admission(Tables tables) {
        this.tables = tables;
    }

    AccountRecord add(NewAccount account, SyncService service) {
        String host = account.host().trim().toLowerCase(Locale.ROOT);
        if (!HOSTS.contains(host)) {
            throw new ConnectorException(400, "The host “" + account.host() + "” is not known. Known: gitlab, gitea.", "host");
        }
        String url = WebAddress.of(account.url(), "url");
        String owner = account.name().trim().replaceAll("^/+|/+$", "");
        if (owner.length() > LONGEST) {
            throw new ConnectorException(400, "The name is longer than " + LONGEST + " characters.", "name");
        }
        String token = token(account.token());
        AccountRecord wanted = AccountRecord.unlisted(0, host, owner, url, account.autoLink(), account.ca().pem());
        examine(wanted, token, service);
        try {
            int id = tables.accounts().insert(wanted, token, account.smartCommits());
            return tables.accounts().find(id).orElseThrow();
        } catch (StoreException e) {
            if (e.isConstraintViolation()) {
                throw new ConnectorException(409, "This account was added already.", "name");
            }
            throw e;
        }
    }

    /** Null: as it is stored. Nothing is stored before the host was reached with both. */
    void replaceAccess(AccountRecord account, String token, Certificates ca, SyncService service) {
        AccountRecord wanted = ca == null ? account : trusting(account, ca);
        String clean = token == null ? stored(account) : token(token);
        examine(wanted, clean, service);
        if (ca != null) {
            tables.accounts().ca(account.id(), wanted.ca());
        }
        if (token != null) {
            tables.accounts().token(account.id(), clean);
        }
        service.sessions().closeAccount(account.id());
    }

    private String stored(AccountRecord account) {
        try {
            return tables.accounts().token(account);
        } catch (CredentialVault.Unreadable e) {
            throw new ConnectorException(409, e.getMessage(), "token");
        }
    }

    /** Whether its forge can be reached, takes the token, and shows the owner with it. */
    void examine(AccountRecord account, String token, SyncService service) {
        if (!places.tryAcquire()) {
            throw new ConnectorException(503, "Other accounts are being checked just now. Try again in half a minute.");
        }
        try {
            ask(account, token, service.sessions());
        } finally {
            places.release();
        }
    }

    private void ask(AccountRecord account, String token, Sessions sessions) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (ForgeSession session = sessions.single(account, token, "-check", true, RETRY_SECONDS)) {
            Outcome check = await(session.check(), end);
            if (!check.ok()) {
                throw refusal(check, "url");
            }
            // Nothing is newer than now: the answer is whether the owner exists, at the price of a page.
            Outcome owner = await(session.list(account.owner(), tables.clock().millis() / 1000, "", batch -> {}), end);
            if (!owner.ok()) {
                throw refusal(owner, owner.errorCode() == NOT_FOUND ? "name" : "url");
            }
        } catch (NativeFailure e) {
            throw new ConnectorException(400, e.getMessage(), "url");
        }
    }

    private Outcome await(ForgeSession.Running job, long end) {
        try {
            return job.outcome().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ConnectorException(502, "The forge did not answer within " + PATIENCE_SECONDS + " s, so nothing was stored. Check that Jira can reach it and try again.", "url");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NativeFailure failure) {
                throw failure;
            }
            throw new ConnectorException(503, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(503, "The check was interrupted. Try again.");
        }
    }

    private static ConnectorException refusal(Outcome outcome, String otherwise) {
        boolean token = outcome.tokenRefused() || outcome.errorCode() == FORBIDDEN;
        return new ConnectorException(502, outcome.error(), token ? "token" : otherwise);
    }

    private static AccountRecord trusting(AccountRecord account, Certificates ca) {
        if (!ca.pem().isEmpty() && account.url().startsWith("http:")) {
            throw new ConnectorException(400, "A certificate is of use with https:// only, and the account's URL begins with http://.", "ca");
        }
        return account.trusting(ca.pem());
    }

    private static String token(String text) {
        String token = text.trim();
        if (token.isEmpty()) {
            throw new ConnectorException(400, "The access token is missing.", "token");
        }
        if (token.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new ConnectorException(400, "The access token holds characters that no token has. Copy it again.", "token");
        }
        return token;
    }
}
