package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A GitLab-shaped server over real bare repositories, for tests and the demo. Not GitLab: what it answers is checked
 * against GitLab's own schemas. Close it; its repositories stay in the data folder.
 */
public final class Forge implements AutoCloseable {
    private final Server server;
    private final World world;
    private final OAuth oauth;
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final Quirks quirks = new Quirks();
    private final String url;
    private final ForgeOptions options;

    private Forge(ForgeOptions options) throws Exception {
        this.options = options;
        this.world = new World(options.clock());
        this.oauth = new OAuth(world);
        fill();
        server = new Server();
        ServerConnector connector = connector();
        server.addConnector(connector);
        connector.open();
        url = (options.tls() == null ? "http" : "https") + "://localhost:" + connector.getLocalPort();
        server.setHandler(new ForgeHandler(world, oauth, faults, log, quirks, externalUrl()));
        server.start();
    }

    public static Forge start(ForgeOptions options) {
        try {
            return new Forge(options);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The forge cannot start: " + e.getMessage(), e);
        }
    }

    private String externalUrl() {
        String given = options.externalUrl();
        return given == null ? url : given.startsWith("/") ? url + given : given;
    }

    private void fill() {
        User connector = world.user("connector", "Connector");
        world.token(new Token(options.token(), connector, Set.of("api"), "active"));
        if (!options.generated().equals("none")) {
            Path acme = options.data().resolve("acme");
            try {
                Folders.delete(acme);
                Files.createDirectories(acme.resolve("tools"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            new Generator(world, options.data(), Generator.Size.valueOf(options.generated().toUpperCase(java.util.Locale.ROOT))).run();
        }
        options.corpora().forEach(name -> Corpus.add(world, options.data(), options.shared().resolve("corpus"), name));
        options.repositories().forEach(path -> LocalRepository.add(world, options.data(), path));
        options.sized().forEach(size -> SizedHistory.add(world, options.data(), SizedHistory.Size.parse(size)));
        if (options.crowd() > 0) {
            Crowd.add(world, options.data(), options.crowd());
        }
    }

    private ServerConnector connector() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE); // GitLab's ids are paths with %2F
        http.setSendServerVersion(false);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector;
        if (options.tls() == null) {
            connector = new ServerConnector(server, plain);
        } else {
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStorePath(Tls.make(options.data().resolve("tls"), options.tls()).toString());
            tls.setKeyStorePassword(Tls.PASSWORD);
            connector = new ServerConnector(server, new SslConnectionFactory(tls, "http/1.1"), plain);
        }
        connector.setHost("localhost");
        connector.setPort(options.port());
        return connector;
    }

    /** "http://localhost:PORT", without a slash at the end. */
    public String url() {
        return url;
    }

    public String token() {
        return options.token();
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return log;
    }

    /** The test authority's certificate, or null without TLS. */
    public Path authority() {
        return options.tls() == null ? null : options.data().resolve("tls/ca.pem");
    }

    /** One more token; state: active, expired, revoked or blocked. */
    public void addToken(String value, String state, Set<String> scopes) {
        world.token(new Token(value, world.user("connector", "Connector"), scopes, state));
    }

    /** One that ends at that moment. */
    public void addToken(String value, Set<String> scopes, java.time.Instant expires) {
        world.token(new Token(value, world.user("connector", "Connector"), scopes, "active", expires, false));
    }

    /** Applications, and what users have granted them. Any user logs in with the user name as password. */
    public OAuth oauth() {
        return oauth;
    }

    /** A user's key, "ssh-ed25519 AAAA…", who has confirmed this address: commits that it signed are verified. */
    public void addSigningKey(String email, String publicKey) {
        world.signatures().register(email, publicKey);
    }

    /** A project as a test needs it. */
    public record Listed(long id, String path, Path gitDir, String url) {}

    public List<Listed> projects() {
        return world.projects().stream()
                .map(p -> new Listed(p.id, p.fullPath(), p.gitDir, url + "/" + p.fullPath() + ".git"))
                .toList();
    }

    public Listed project(String path) {
        return projects().stream().filter(p -> p.path().equals(path)).findFirst().orElseThrow();
    }

    /** Top-level groups that hold projects. */
    public Collection<String> groups() {
        return world.projects().stream().map(p -> p.fullPath().substring(0, p.fullPath().indexOf('/'))).distinct().toList();
    }

    /** Renames a project: the number stays, REST redirects from the old path (301), git serves both. */
    public void rename(long id, String path) {
        world.rename(world.findProject(Long.toString(id)).orElseThrow(), path);
    }

    /** Archived: readable, but nothing can be pushed. */
    public void archive(long id, boolean archived) {
        world.findProject(Long.toString(id)).orElseThrow().archived = archived;
    }

    /** Ways in which servers differ; may be changed while the forge runs. */
    public Quirks quirks() {
        return quirks;
    }

    public void remove(long id) {
        world.remove(world.findProject(Long.toString(id)).orElseThrow());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The forge cannot stop: " + e.getMessage(), e);
        }
    }
}
