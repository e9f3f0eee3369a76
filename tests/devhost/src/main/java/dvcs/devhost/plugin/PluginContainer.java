package dvcs.devhost.plugin;

import com.atlassian.plugin.PluginException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.servlet.Servlet;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OSGi for one plugin at a time: what the resource {@code jira-exports.txt} lists is all that a plugin can import.
 * Operations are serialised.
 */
public final class PluginContainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginContainer.class);

    private final Map<Class<?>, Object> services;
    private final Framework framework;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private Bundle bundle;
    private volatile InstalledPlugin plugin;
    private volatile String failure;
    private int versions;

    /** {@code services}: what components may import, by type. */
    public PluginContainer(Map<Class<?>, Object> services, Path cache) throws BundleException {
        this.services = services;
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", cache.toString(),
                        "org.osgi.framework.storage.clean", "onFirstInit",
                        "org.osgi.framework.system.packages.extra", exports(),
                        "org.osgi.framework.bundle.parent", "ext",
                        // Felix would guess that a class asked for by the host's own code is meant to be the host's: a
                        // missing import would go unnoticed.
                        "felix.bootdelegation.implicit", "false",
                        "felix.log.level", "1"));
        framework.start();
        services.forEach(
                (type, service) -> framework.getBundleContext().registerService(type.getName(), service, null));
    }

    /**
     * Lines of package names; {@code @servlet} stands for the servlet packages of this host's namespace, as Jira
     * exports them (4.0 or 6.0).
     */
    private static String exports() {
        String servlet = Servlet.class.getPackageName();
        String version = servlet.startsWith("jakarta") ? "6.0" : "4.0";
        List<String> packages = new ArrayList<>();
        try (InputStream file = PluginContainer.class.getResourceAsStream("/dvcs/devhost/jira-exports.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(String::trim)
                    .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                    .forEach(line -> {
                        if (line.equals("@servlet")) {
                            packages.add(servlet + ";version=" + version);
                            packages.add(servlet + ".http;version=" + version);
                        } else {
                            packages.add(line);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return String.join(",", packages);
    }

    /**
     * Installs and enables, replacing what is installed. A plugin that cannot be enabled stays installed, with its
     * {@link #failure}.
     */
    public synchronized void install(Path jar) {
        uninstall();
        try (InputStream content = Files.newInputStream(jar)) {
            bundle = framework
                    .getBundleContext()
                    .installBundle("plugin:" + ++versions + ":" + jar.getFileName(), content);
        } catch (IOException | BundleException e) {
            failure = "The plugin cannot be installed: " + e.getMessage();
            throw new PluginException(failure, e);
        }
        enable();
    }

    public synchronized void enable() {
        if (bundle == null) {
            throw new PluginException("No plugin is installed.");
        }
        if (plugin != null) {
            return;
        }
        failure = null;
        try {
            InstalledPlugin enabled = new InstalledPlugin(bundle, services);
            loaders.add(new WeakReference<>(enabled.classLoader()));
            enabled.enable(ready -> plugin = ready);
            LOG.info(
                    "Enabled {} {}",
                    enabled.getKey(),
                    enabled.getPluginInformation().getVersion());
        } catch (Exception | LinkageError e) {
            plugin = null;
            failure = "The plugin cannot be enabled: " + e.getMessage();
            stopBundle();
            throw new PluginException(failure, e);
        }
    }

    public synchronized void disable() {
        InstalledPlugin enabled = plugin;
        plugin = null;
        if (enabled != null) {
            enabled.disable();
        }
        stopBundle();
    }

    private void stopBundle() {
        try {
            if (bundle != null) {
                bundle.stop();
            }
        } catch (BundleException e) {
            LOG.error("The bundle does not stop", e);
        }
    }

    public synchronized void uninstall() {
        disable();
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
            framework.adapt(FrameworkWiring.class).refreshBundles(null);
        } catch (BundleException e) {
            throw new PluginException("The plugin cannot be uninstalled: " + e.getMessage(), e);
        } finally {
            bundle = null;
            failure = null;
        }
    }

    /** The enabled plugin; null if there is none. */
    public InstalledPlugin plugin() {
        return plugin;
    }

    public synchronized boolean isInstalled() {
        return bundle != null;
    }

    /** Why the installed plugin is not enabled; null if there is nothing to say. */
    public String failure() {
        return failure;
    }

    /**
     * Class loaders of versions that are not enabled any more and are still reachable, after collecting garbage for at
     * most 30 rounds (one call is not enough: java.md 4). 0 is what a well-behaved plugin leaves.
     */
    public synchronized int leakedLoaders() {
        // A bundle that is stopped keeps its loader until it is uninstalled: that is OSGi's, not a leak.
        ClassLoader present = bundle == null || bundle.adapt(BundleWiring.class) == null
                ? null
                : bundle.adapt(BundleWiring.class).getClassLoader();
        for (int round = 0; round < 30; round++) {
            forgetLoadersOfH2();
            System.gc();
            loaders.removeIf(loader -> loader.refersTo(null));
            if (loaders.stream().allMatch(loader -> loader.refersTo(present))) {
                break;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return (int)
                loaders.stream().filter(loader -> !loader.refersTo(present)).count();
    }

    /**
     * H2 starts a thread for its large objects on demand, for ten idle seconds; it inherits the class loader of
     * whoever ran the statement.
     */
    private static void forgetLoadersOfH2() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("H2-")) {
                thread.setContextClassLoader(PluginContainer.class.getClassLoader());
            }
        }
    }

    /** What {@code /-/host/status} and the app page show. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        InstalledPlugin enabled = plugin;
        status.put("installed", isInstalled());
        status.put("enabled", enabled != null);
        if (enabled != null) {
            status.put("key", enabled.getKey());
            status.put("version", enabled.getPluginInformation().getVersion());
            status.put("modules", enabled.descriptor().modules().size());
        }
        status.put("failure", failure);
        return status;
    }

    @Override
    public synchronized void close() {
        disable();
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException e) {
            LOG.error("The framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
