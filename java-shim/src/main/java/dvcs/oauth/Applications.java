package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.ClientRecord;
import dvcs.store.Clients;
import dvcs.store.CredentialVault;
import java.util.function.Supplier;

/** Client configurations, ready to be used, and where browsers come back to. */
final class Applications {
    static final String CALLBACK = "/plugins/servlet/dvcs/oauth/callback";

    private final Clients clients;
    private final Supplier<String> baseUrl;

    /** {@code baseUrl}: Jira's own, as configured: whatever address a request used. */
    Applications(Clients clients, Supplier<String> baseUrl) {
        this.clients = clients;
        this.baseUrl = baseUrl;
    }

    /** It can't be used; the message says what to do. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    String redirectUrl() {
        return baseUrl.get().replaceAll("/+$", "") + CALLBACK;
    }

    /** For an account that is there. */
    TokenEndpoint.Client of(int clientId, AccountRecord account) throws Unusable {
        return of(clientId, account.ca(), redirectUrl());
    }

    TokenEndpoint.Client of(int clientId, String ca, String redirectUrl) throws Unusable {
        ClientRecord client = clients.find(clientId).orElseThrow(() -> new Unusable("The client configuration was removed."));
        if (client.secret().isEmpty()) {
            throw new Unusable("The secret of the client configuration “" + client.name() + "” is missing. Enter it again.");
        }
        try {
            return new TokenEndpoint.Client(client.host(), client.url(), ca, client.applicationId(), clients.secret(client), redirectUrl);
        } catch (CredentialVault.Unreadable e) {
            throw new Unusable(e.getMessage());
        }
    }
}
