package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.ClientRecord;
import dvcs.store.Clients;
import dvcs.store.CredentialVault;
import dvcs.store.Database;
import dvcs.store.Grants;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.OAuthFlows;
import dvcs.store.TestDatabase;
import dvcs.store.TokenExpiries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The room over a real database and a made server; nodes are made as often as a test wants them. */
final class OAuthWorld {
    static final String BASE_URL = "https://jira.example.com/jira/";
    static final String CALLBACK = "https://jira.example.com/jira/plugins/servlet/dvcs/oauth/callback";
    static final String SECRET = "gloas-secret";

    final MadeServer server = new MadeServer();
    final TestDatabase database;
    final Clients clients;
    final Grants grants;
    final OAuthFlows flows;
    final Accounts accounts;
    final TokenExpiries expiries;
    final List<Integer> wentOn = new ArrayList<>();
    int replaced;
    private final CredentialVault vault;
    private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");
    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    OAuthWorld(TestDatabase database, Path home) {
        this.database = database;
        this.vault = new CredentialVault(home);
        Database tables = database.database();
        clients = new Clients(tables, vault, clock);
        grants = new Grants(tables, vault, clock);
        flows = new OAuthFlows(tables, vault, clock);
        accounts = new Accounts(tables, vault, clock);
        expiries = new TokenExpiries(tables, clock);
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    OAuth oauth() {
        return new OAuth(new OAuth.Tables(clients, flows, grants, expiries, accounts, clock), () -> BASE_URL);
    }

    int client() {
        return clients.insert(new ClientRecord(0, "GitLab", "gitlab", "https://gitlab.example", "https://gitlab.outside.example/git", "app & id", ""), SECRET);
    }

    /** One that works with the server's present pair. */
    int account() {
        return account("acme", client());
    }

    int account(String owner, int client) {
        return grants.insert(accounts, record(owner), true, client, server.grant());
    }

    static AccountRecord record(String owner) {
        return AccountRecord.unlisted(0, "gitlab", owner, "https://gitlab.example", true, "");
    }

    /** Of a node of its own: what it keeps in memory is gone with it. */
    Refresher refresher(String node) {
        return oauth().refresher(server, locks(node), new Refresher.Listener(() -> replaced++, wentOn::add));
    }

    private Locks locks(String node) {
        Leases leases = new Leases(database.database(), node);
        return resource -> leases.tryAcquire(resource).map(lease -> () -> leases.release(lease));
    }

    /** As if a node had died with it, and its term had passed. */
    void endLeases() {
        Leases leases = new Leases(database.database(), "any");
        accounts.all().forEach(account -> leases.release(leases.seize(Lease.ofTokens(account.id()))));
    }

    AccountRecord found(int account) {
        return accounts.find(account).orElseThrow();
    }

    String token(int account) {
        try {
            return accounts.token(found(account));
        } catch (CredentialVault.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing of what is secret is stored as it is. */
    String stored() {
        return database.snapshot("ACCOUNT", "CLIENT_CONFIGURATION", "OAUTH_FLOW");
    }
}
