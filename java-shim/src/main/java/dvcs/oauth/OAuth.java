package dvcs.oauth;

import dvcs.api.Authorisations;
import dvcs.api.ClientConfigurations;
import dvcs.store.Accounts;
import dvcs.store.Clients;
import dvcs.store.Grants;
import dvcs.store.OAuthFlows;
import dvcs.store.TokenExpiries;
import java.time.Clock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Makes what this room consists of. */
public final class OAuth {
    private final Tables tables;
    private final Applications applications;

    /** {@code baseUrl}: Jira's own, as configured. */
    public OAuth(Tables tables, Supplier<String> baseUrl) {
        this.tables = tables;
        this.applications = new Applications(tables.clients(), baseUrl);
    }

    /** What is stored about it. */
    public record Tables(Clients clients, OAuthFlows flows, Grants grants, TokenExpiries expiries, Accounts accounts, Clock clock) {}

    /** {@code requireTables} throws while nothing can be read; {@code changed}: a client configuration was. */
    public ClientConfigurations configurations(Runnable requireTables, IntConsumer changed) {
        return new Configurations(tables.clients(), applications, requireTables, changed);
    }

    public Authorisations authorisations(TokenEndpoint endpoint, Forge forge) {
        return new Authorising(tables.clients(), tables.flows(), tables.grants(), tables.accounts(), applications, endpoint, forge);
    }

    public Refresher refresher(TokenEndpoint endpoint, Locks locks, Refresher.Listener listener) {
        return new Refresher(tables.grants(), tables.accounts(), applications, endpoint, locks, tables.clock(), listener);
    }

    public TokenWatch tokenWatch(TokenEndpoint endpoint) {
        return new TokenWatch(tables.expiries(), tables.accounts(), endpoint, tables.clock());
    }

    public Revocation revocation(TokenEndpoint endpoint) {
        return new Revocation(tables.grants(), tables.accounts(), applications, endpoint, tables.clock());
    }
}
