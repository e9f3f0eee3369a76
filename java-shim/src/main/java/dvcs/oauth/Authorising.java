package dvcs.oauth;

import dvcs.api.Authorisations;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.ClientRecord;
import dvcs.store.Clients;
import dvcs.store.CredentialVault;
import dvcs.store.Grants;
import dvcs.store.OAuthFlows;
import dvcs.store.StoreException;
import dvcs.store.TokenPair;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The authorisation code flow with PKCE. What is to become of it waits in the database: the browser may come back to any node. */
final class Authorising implements Authorisations {
    private static final int LONGEST_CODE = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Authorising.class);

    private final Clients clients;
    private final OAuthFlows flows;
    private final Grants grants;
    private final Accounts accounts;
    private final Applications applications;
    private final TokenEndpoint endpoint;
    private final Forge forge;

    Authorising(Clients clients, OAuthFlows flows, Grants grants, Accounts accounts, Applications applications, TokenEndpoint endpoint, Forge forge) {
        this.clients = clients;
        this.flows = flows;
        this.grants = grants;
        this.accounts = accounts;
        this.applications = applications;
        this.endpoint = endpoint;
        this.forge = forge;
    }

    /** It ends here; the sentence is for Jira's log. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final Failure failure;

        Ended(Failure failure, String why) {
            super(why);
            this.failure = failure;
        }
    }

    @Override
    public String start(String user, NewAccount account) {
        forge.requireReady();
        ClientRecord client = client(account.clientConfiguration());
        String owner = owner(account.name(), client);
        boolean there = accounts.all().stream().anyMatch(each -> each.host().equals(client.host()) && each.url().equals(client.url())
                && each.owner().equalsIgnoreCase(owner));
        if (there) {
            throw new ConnectorException(409, "This account was added already.", "name");
        }
        return begin(client, new OAuthFlows.Flow(user, client.id(), 0, owner, account.autoLink(), account.smartCommits(), certificates(account.ca(), client),
                applications.redirectUrl(), Pkce.random()));
    }

    @Override
    public String again(String user, int accountId) {
        forge.requireReady();
        AccountRecord account = accounts.find(accountId)
                .orElseThrow(() -> new ConnectorException(404, "There is no account with the number " + accountId + "."));
        ClientRecord client = client(grants.find(accountId)
                .orElseThrow(() -> new ConnectorException(409, "This account works with an access token. Change the token instead.")).clientId());
        return begin(client, new OAuthFlows.Flow(user, client.id(), accountId, account.owner(), account.autoLink(), false, account.ca(),
                applications.redirectUrl(), Pkce.random()));
    }

    private ClientRecord client(int id) {
        ClientRecord client = clients.find(id)
                .orElseThrow(() -> new ConnectorException(400, "This client configuration is not there any more. Choose another one.", "clientConfiguration"));
        if (client.secret().isEmpty()) {
            throw new ConnectorException(409, "The secret of the client configuration “" + client.name() + "” has to be entered again.", "clientConfiguration");
        }
        return client;
    }

    private static String owner(String name, ClientRecord client) {
        String owner = name.trim().replaceAll("^/+|/+$", "");
        if (owner.contains("://")) {
            throw new ConnectorException(400, "Enter the path of the group or the user name, not its address.", "name");
        }
        if (owner.isEmpty() && client.url().equals("https://gitlab.com")) {
            throw new ConnectorException(400, "Enter a group or user: all of gitlab.com cannot be read.", "name");
        }
        return owner;
    }

    private static String certificates(Certificates ca, ClientRecord client) {
        if (!ca.isEmpty() && client.url().startsWith("http:")) {
            throw new ConnectorException(400, "A certificate is of use with https:// only, and the host URL begins with http://.", "ca");
        }
        return ca.pem();
    }

    private String begin(ClientRecord client, OAuthFlows.Flow flow) {
        String state = Pkce.random();
        if (!flows.begin(state, flow)) {
            throw new ConnectorException(409, "The client configuration was removed just now.", "clientConfiguration");
        }
        return AuthorizeUrl.of(client, flow.redirectUrl(), state, Pkce.challenge(flow.verifier()));
    }

    @Override
    public Landing finish(String user, Return answer) {
        try {
            OAuthFlows.Flow flow = take(user, answer);
            if (!answer.error().isEmpty()) {
                throw new Ended(refused(answer.error()), "The host sent the browser back with an error instead of a code.");
            }
            int account = finish(flow, answer.code());
            forge.begin(account, flow.accountId() == 0);
            return new Landing(account, flow.accountId() == 0, null);
        } catch (Ended e) {
            LOG.warn("An authorisation led nowhere ({}): {}", e.failure, e.getMessage());
            return new Landing(0, false, e.failure);
        } catch (RuntimeException e) {
            LOG.error("An authorisation could not be brought to its end.", e);
            return new Landing(0, false, Failure.INTERNAL);
        }
    }

    private OAuthFlows.Flow take(String user, Return answer) throws Ended {
        try {
            Optional<OAuthFlows.Flow> flow = Pkce.isOne(answer.state()) ? flows.take(answer.state(), user) : Optional.empty();
            return flow.orElseThrow(() -> new Ended(Failure.STATE, "Nobody began it here within the last ten minutes, or it was used, or another person began it."));
        } catch (CredentialVault.Unreadable e) {
            throw new Ended(Failure.INTERNAL, e.getMessage());
        }
    }

    private static Failure refused(String error) {
        return switch (error) {
            case "access_denied" -> Failure.DENIED;
            case "invalid_scope", "insufficient_scope" -> Failure.SCOPE;
            case "invalid_client", "unauthorized_client" -> Failure.CLIENT;
            case "server_error", "temporarily_unavailable" -> Failure.UNREACHABLE;
            default -> Failure.CODE;
        };
    }

    private int finish(OAuthFlows.Flow flow, String code) throws Ended {
        try {
            forge.requireReady();
            TokenEndpoint.Client client = applications.of(flow.clientId(), flow.ca(), flow.redirectUrl());
            TokenPair pair = exchange(client, code, flow.verifier());
            try {
                return flow.accountId() == 0 ? add(flow, client, pair) : renew(flow, client, pair);
            } catch (Ended | RuntimeException e) {
                endpoint.revoke(client, pair.refresh().isEmpty() ? pair.access() : pair.refresh()); // nobody will use it
                throw e;
            }
        } catch (Applications.Unusable e) {
            throw new Ended(Failure.CLIENT, e.getMessage());
        } catch (ConnectorException e) {
            throw new Ended(Failure.INTERNAL, e.getMessage());
        }
    }

    private TokenPair exchange(TokenEndpoint.Client client, String code, String verifier) throws Ended {
        if (code.isEmpty() || code.length() > LONGEST_CODE || code.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new Ended(Failure.CODE, "The host sent no code.");
        }
        TokenEndpoint.Answer answer = endpoint.exchange(client, code, verifier);
        if (answer.result() != TokenEndpoint.Result.DONE) {
            boolean refused = answer.result() == TokenEndpoint.Result.REFUSED;
            throw new Ended(refused ? refused(answer.error()) : Failure.UNREACHABLE, answer.why());
        }
        // Whoever asks for less than it gets can't see to webhooks.
        List<String> scopes = Arrays.asList(answer.pair().scope().split("[ ,]+"));
        if (client.host().equals("gitlab") && !answer.pair().scope().isEmpty() && !scopes.contains("api")) {
            endpoint.revoke(client, answer.pair().refresh());
            throw new Ended(Failure.SCOPE, "The host granted “" + answer.pair().scope() + "” and not “api”.");
        }
        return answer.pair();
    }

    private int add(OAuthFlows.Flow flow, TokenEndpoint.Client client, TokenPair pair) throws Ended {
        AccountRecord wanted = AccountRecord.unlisted(0, client.host(), flow.owner(), client.url(), flow.autoLink(), flow.ca());
        examine(wanted, pair);
        try {
            return grants.insert(accounts, wanted, flow.smartCommits(), flow.clientId(), pair);
        } catch (StoreException e) {
            if (e.isConstraintViolation()) {
                throw new Ended(Failure.DUPLICATE, "The account was added meanwhile.");
            }
            throw e;
        }
    }

    private int renew(OAuthFlows.Flow flow, TokenEndpoint.Client client, TokenPair pair) throws Ended {
        AccountRecord account = accounts.find(flow.accountId()).orElseThrow(() -> new Ended(Failure.STATE, "The account was removed meanwhile."));
        examine(account, pair);
        Optional<Grants.Grant> before = grants.find(account.id());
        if (!grants.renew(account.id(), flow.clientId(), pair)) {
            throw new Ended(Failure.STATE, "The account was removed meanwhile.");
        }
        before.filter(former -> !former.refresh().isEmpty()).ifPresent(former -> revoke(client, former));
        return account.id();
    }

    /** What it had before, so that nobody finds it in use in ten years. */
    private void revoke(TokenEndpoint.Client client, Grants.Grant former) {
        try {
            endpoint.revoke(client, grants.refresh(former));
        } catch (CredentialVault.Unreadable e) {
            LOG.info("The former authorisation of account {} was not revoked: {}", former.accountId(), e.getMessage());
        }
    }

    private void examine(AccountRecord account, TokenPair pair) throws Ended {
        try {
            forge.examine(account, pair.access());
        } catch (ConnectorException e) {
            throw new Ended(switch (e.field().toLowerCase(Locale.ROOT)) {
                case "name" -> Failure.OWNER;
                case "token" -> Failure.SCOPE;
                case "url" -> Failure.UNREACHABLE;
                default -> Failure.INTERNAL;
            }, e.getMessage());
        }
    }
}
