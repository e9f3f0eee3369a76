package dvcs.devhost;

import com.atlassian.jira.component.ComponentAccessor;
import com.atlassian.scheduler.SchedulerService;
import dvcs.devhost.DevHostOptions.Db;
import dvcs.devhost.db.Database;
import dvcs.devhost.platform.HostHome;
import dvcs.devhost.platform.HostScheduler;
import dvcs.devhost.plugin.PluginContainer;
import dvcs.devhost.web.HostServlet;
import dvcs.devhost.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.osgi.framework.BundleException;
import org.slf4j.LoggerFactory;

/**
 * A running development host. In this process it is the javax half; the jakarta half is its transformed jar, run as a
 * process. Not more than one at a time in a process, because ComponentAccessor is static, as in Jira.
 */
public final class DevHost implements AutoCloseable {
    private final HostHome home;
    /** What is open, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final Database db;
    private final WebServer web;
    private final HostServices services;
    private final PluginContainer container;

    private DevHost(DevHostOptions options) throws IOException, BundleException {
        home = new HostHome(options.home());
        try {
            web = opened(new WebServer(options.port()));
            db = opened(openDatabase(options));
            services = new HostServices(options, home, db, "http://localhost:" + web.port() + "/jira");
            opened((HostScheduler) services.byType().get(SchedulerService.class));
            container = opened(
                    new PluginContainer(services.byType(), home.folder("local").resolve("felix")));
        } catch (BundleException | RuntimeException e) {
            close();
            throw e;
        }
        ComponentAccessor.initialise(services.byType());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private Database openDatabase(DevHostOptions options) {
        if (options.db() == Db.H2) {
            return Database.h2(home.folder("database").resolve("h2db"), options.schema());
        }
        String url = options.postgresUrl() != null
                ? options.postgresUrl()
                : opened(PostgresServer.start(home.folder("postgres"))).url();
        return Database.postgres(url, options.schema());
    }

    /**
     * Starts and, if there is one, enables the plugin. A plugin that cannot be enabled is no reason to stop: see
     * {@link #failure}.
     */
    public static DevHost start(DevHostOptions options) {
        DevHost host;
        try {
            host = new DevHost(options);
        } catch (IOException | BundleException e) {
            throw new IllegalStateException("The development host does not start: " + e.getMessage(), e);
        }
        try {
            host.serve(options);
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private void serve(DevHostOptions options) {
        web.start(
                services.properties().contextPath(),
                new HostServlet(services.site(container, this::update, options.aui())));
        Optional<Path> jar = options.plugin() == null ? installed() : Optional.of(options.plugin());
        try {
            jar.ifPresent(this::update);
        } catch (com.atlassian.plugin.PluginException e) {
            LoggerFactory.getLogger(DevHost.class).error("{}", e.getMessage(), e);
        }
    }

    private Optional<Path> installed() {
        Path jar = home.folder("shared").resolve("plugins").resolve("plugin.jar");
        return Files.isRegularFile(jar) ? Optional.of(jar) : Optional.empty();
    }

    /** Where the host answers now. */
    public String url() {
        return "http://localhost:" + web.port() + services.properties().contextPath();
    }

    /** The configured base URL, which may be another. */
    public String baseUrl() {
        return services.properties().baseUrl();
    }

    public Database database() {
        return db;
    }

    /** A host service, as a plugin would be given it. */
    public <T> T service(Class<T> type) {
        return type.cast(services.byType().get(type));
    }

    /** Installs this version in place of the present one and enables it; throws if that fails. */
    public void update(Path jar) {
        Path kept = home.folder("shared").resolve("plugins").resolve("plugin.jar");
        try {
            Files.createDirectories(kept.getParent());
            if (!jar.toAbsolutePath().equals(kept)) {
                Files.copy(jar, kept, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The plugin " + jar + " cannot be copied: " + e.getMessage(), e);
        }
        container.install(kept);
    }

    public void enable() {
        container.enable();
    }

    public void disable() {
        container.disable();
    }

    /** Also forgets the jar that is kept for the next start. */
    public void uninstall() {
        container.uninstall();
        try {
            Files.deleteIfExists(home.folder("shared").resolve("plugins").resolve("plugin.jar"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isEnabled() {
        return container.plugin() != null;
    }

    /** Why the plugin is not enabled; null if there is nothing to say. */
    public String failure() {
        return container.failure();
    }

    /** See {@link PluginContainer#leakedLoaders}. */
    public int leakedLoaders() {
        return container.leakedLoaders();
    }

    /** The plugin first, its {@code onStop} before everything else; then the scheduler, databases, web server. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(DevHost.class).error("{} does not close", next, e);
            }
        }
    }
}
