package dvcs.oauth;

import dvcs.api.ClientConfiguration;
import dvcs.api.ClientConfigurations;
import dvcs.api.ConnectorException;
import dvcs.api.WebAddress;
import dvcs.store.ClientRecord;
import dvcs.store.Clients;
import dvcs.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Client configurations as an administrator sees them. */
final class Configurations implements ClientConfigurations {
    private static final Set<String> HOSTS = Set.of("gitlab", "gitea");
    private static final int LONGEST = 450;
    private static final int LONGEST_NAME = 255;

    private final Clients clients;
    private final Applications applications;
    private final Runnable requireTables;
    private final IntConsumer changed;

    /** {@code changed}: what worked with it, or could not, gets another try. */
    Configurations(Clients clients, Applications applications, Runnable requireTables, IntConsumer changed) {
        this.clients = clients;
        this.applications = applications;
        this.requireTables = requireTables;
        this.changed = changed;
    }

    @Override
    public List<ClientConfiguration> list() {
        requireTables.run();
        Map<Integer, Integer> uses = clients.uses();
        return clients.all().stream().map(client -> view(client, uses.getOrDefault(client.id(), 0))).toList();
    }

    @Override
    public String redirectUrl() {
        return applications.redirectUrl();
    }

    @Override
    public ClientConfiguration add(Form form) {
        requireTables.run();
        String url = WebAddress.of(required(form.url(), "url", "Enter the host URL, for example https://gitlab.example.com."), "url");
        ClientRecord client = new ClientRecord(0, name(form.name()), host(form.host()), url, browserUrl(form.browserUrl(), url),
                plain(form.applicationId(), "applicationId", "Enter the Application ID that the host shows."), "");
        String secret = plain(form.secret(), "secret", "Enter the secret that the host shows for the application.");
        int id = unique(() -> clients.insert(client, secret));
        return view(find(id), 0);
    }

    @Override
    public ClientConfiguration change(int id, Form form) {
        requireTables.run();
        ClientRecord before = find(id);
        int uses = clients.uses().getOrDefault(id, 0);
        String url = form.url() == null ? before.url() : WebAddress.of(form.url(), "url");
        String host = form.host() == null ? before.host() : host(form.host());
        if (uses > 0 && !(url.equals(before.url()) && host.equals(before.host()))) {
            throw new ConnectorException(409, "Accounts work with this client configuration, so its host and host URL stay. Add another configuration for another host.", "url");
        }
        ClientRecord after = new ClientRecord(id, form.name() == null ? before.name() : name(form.name()), host, url,
                form.browserUrl() == null ? before.browserUrl() : browserUrl(form.browserUrl(), url),
                form.applicationId() == null ? before.applicationId() : plain(form.applicationId(), "applicationId", "Enter the Application ID that the host shows."), "");
        String secret = form.secret() == null || form.secret().isBlank() ? null : plain(form.secret(), "secret", "");
        if (secret == null && !(url.equals(before.url()) && host.equals(before.host()))) {
            // It would be sent to another address, which who entered it may not have meant.
            throw new ConnectorException(400, "Enter the secret again: it was entered for another host.", "secret");
        }
        unique(() -> {
            clients.update(after, secret);
            return id;
        });
        changed.accept(id);
        return view(find(id), uses);
    }

    @Override
    public void remove(int id) {
        requireTables.run();
        ClientRecord client = find(id);
        if (!clients.delete(id)) {
            throw new ConnectorException(409, "Accounts work with the client configuration “" + client.name() + "”. Remove them first, or give each an access token.");
        }
    }

    private ClientRecord find(int id) {
        return clients.find(id).orElseThrow(() -> new ConnectorException(404, "There is no client configuration with the number " + id + "."));
    }

    private static int unique(Supplier<Integer> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            if (e.isConstraintViolation()) {
                throw new ConnectorException(409, "There is a client configuration of this name already.", "name");
            }
            throw e;
        }
    }

    private static String name(String text) {
        String name = required(text, "name", "Enter a name, by which you will know it again.");
        if (name.length() > LONGEST_NAME) {
            throw new ConnectorException(400, "The name is longer than " + LONGEST_NAME + " characters.", "name");
        }
        return name;
    }

    private static String host(String text) {
        String host = required(text, "host", "Choose a host.").toLowerCase(Locale.ROOT);
        if (!HOSTS.contains(host)) {
            throw new ConnectorException(400, "This host is not known. Choose gitlab or gitea.", "host");
        }
        return host;
    }

    private static String browserUrl(String text, String url) {
        return text == null || text.isBlank() ? url : WebAddress.of(text, "browserUrl");
    }

    private static String plain(String text, String field, String missing) {
        String value = required(text, field, missing);
        if (value.length() > LONGEST || value.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new ConnectorException(400, "This holds characters that neither an application ID nor a secret has. Copy it again.", field);
        }
        return value;
    }

    private static String required(String text, String field, String missing) {
        if (text == null || text.isBlank()) {
            throw new ConnectorException(400, missing, field);
        }
        return text.strip();
    }

    private static ClientConfiguration view(ClientRecord client, int uses) {
        return new ClientConfiguration(client.id(), client.name(), client.host(), client.url(), client.browserUrl(), client.applicationId(),
                !client.secret().isEmpty(), uses);
    }
}
