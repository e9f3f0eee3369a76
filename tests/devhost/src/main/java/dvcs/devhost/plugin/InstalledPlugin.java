package dvcs.devhost.plugin;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.event.api.EventPublisher;
import com.atlassian.plugin.Plugin;
import com.atlassian.plugin.PluginInformation;
import com.atlassian.plugin.PluginParseException;
import com.atlassian.plugin.event.events.PluginDisabledEvent;
import com.atlassian.plugin.event.events.PluginEnabledEvent;
import com.atlassian.sal.api.lifecycle.LifecycleAware;
import dvcs.devhost.ao.HostActiveObjects;
import dvcs.devhost.db.Database;
import dvcs.devhost.platform.HostI18n;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One enabled version of the plugin. Order of enabling: bundle, beans, modules, PluginEnabledEvent, {@code onStart};
 * of disabling: {@code onStop}, PluginDisabledEvent, modules, beans, bundle (jira-platform.md 5.4; the first sure, the
 * second [K]).
 */
public final class InstalledPlugin implements Plugin {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledPlugin.class);

    private final Bundle bundle;
    private final Descriptor descriptor;
    private final ContextLoader context;
    private final Map<Class<?>, Object> services;
    private final List<LifecycleAware> lifecycle = new ArrayList<>();
    private final Map<Module, Object> instances = new ConcurrentHashMap<>();
    private Beans beans;
    private List<ServletModule> servlets = List.of();
    private List<FilterModule> filters = List.of();

    InstalledPlugin(Bundle bundle, Map<Class<?>, Object> services) throws BundleException, IOException {
        this.bundle = bundle;
        this.services = new HashMap<>(services);
        URL file = bundle.getEntry("atlassian-plugin.xml");
        if (file == null) {
            throw new PluginParseException("there is no atlassian-plugin.xml");
        }
        try (InputStream xml = file.openStream()) {
            descriptor = Descriptor.read(xml);
        }
        checkHeaders();
        bundle.start();
        context = new ContextLoader(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    /** What a transformerless plugin must have, or Jira never counts it as enabled (java.md 0, fact 3 [S]). */
    private void checkHeaders() {
        String key = bundle.getHeaders().get("Atlassian-Plugin-Key");
        if (!descriptor.key().equals(key)) {
            throw new PluginParseException(
                    "the manifest's Atlassian-Plugin-Key is " + key + ", the descriptor's key is " + descriptor.key());
        }
        if (bundle.getHeaders().get("Spring-Context") == null
                || bundle.getEntry("META-INF/spring/plugin-context.xml") == null) {
            throw new PluginParseException(
                    "a plugin needs the header Spring-Context and META-INF/spring/plugin-context.xml");
        }
    }

    void enable(Consumer<InstalledPlugin> ready) throws Exception {
        Module ao = descriptor.modules("ao").stream().findFirst().orElse(null);
        HostActiveObjects activeObjects = null;
        if (ao != null) {
            String namespace = ao.attribute("namespace");
            activeObjects = new HostActiveObjects(
                    (Database) services.get(Database.class),
                    namespace.isEmpty() ? bundle.getSymbolicName() : namespace);
            services.put(ActiveObjects.class, activeObjects);
        }
        try {
            beans = this.<Beans, Exception>within(() -> new Beans(bundle, services));
            loadModules();
            if (ao != null && beans.imports(ActiveObjects.class)) {
                activeObjects.initialize(classes(ao.texts("entity")));
            }
            for (Map.Entry<Object, List<String>> export : beans.exports().entrySet()) {
                bundle.getBundleContext()
                        .registerService(export.getValue().toArray(String[]::new), export.getKey(), null);
                if (export.getKey() instanceof LifecycleAware aware
                        && export.getValue().contains(LifecycleAware.class.getName())) {
                    lifecycle.add(aware);
                }
            }
            ready.accept(this);
            events().publish(new PluginEnabledEvent(this));
            for (LifecycleAware aware : lifecycle) {
                within(aware::onStart);
            }
        } catch (Exception | LinkageError e) {
            disable();
            throw e;
        }
    }

    private void loadModules() throws IOException, ReflectiveOperationException {
        ((HostI18n) services.get(HostI18n.class)).replaceAll(PluginTexts.read(descriptor, bundle));
        List<ServletModule> foundServlets = new ArrayList<>();
        for (Module module : descriptor.modules("servlet")) {
            foundServlets.add(new ServletModule(this, module, load(module.attribute("class"))));
        }
        List<FilterModule> foundFilters = new ArrayList<>();
        for (Module module : descriptor.modules("servlet-filter")) {
            foundFilters.add(new FilterModule(this, module, load(module.attribute("class"))));
        }
        servlets = List.copyOf(foundServlets);
        filters = FilterModule.inOrder(foundFilters);
        Fragments.check(this);
    }

    private List<Class<?>> classes(List<String> names) throws ClassNotFoundException {
        List<Class<?>> found = new ArrayList<>();
        for (String name : names) {
            found.add(load(name));
        }
        return found;
    }

    /**
     * Through the bundle: a package that is not imported is a ClassNotFoundException, which disables the plugin, as in
     * Jira.
     */
    Class<?> load(String name) throws ClassNotFoundException {
        return bundle.loadClass(name);
    }

    /** The one object of a module, constructed at first use. */
    <T> T instance(Module module, Class<T> type, Consumer<T> init) {
        return type.cast(instances.computeIfAbsent(
                module,
                m -> within(() -> {
                    try {
                        T created = type.cast(beans.create(load(m.attribute("class"))));
                        init.accept(created);
                        return created;
                    } catch (ClassNotFoundException e) {
                        throw new PluginParseException(
                                "module " + m.key() + " names a class that the bundle does not see: " + e.getMessage(),
                                e);
                    }
                })));
    }

    Object create(Class<?> type) {
        return within(() -> beans.create(type));
    }

    void disable() {
        for (LifecycleAware aware : lifecycle) {
            quietly("onStop", aware::onStop);
        }
        lifecycle.clear();
        events().publish(new PluginDisabledEvent(this));
        filters.forEach(filter -> quietly("destroy", filter::destroy));
        servlets.forEach(servlet -> quietly("destroy", servlet::destroy));
        filters = List.of();
        servlets = List.of();
        instances.clear();
        if (beans != null) {
            quietly("close", beans::close);
            beans = null;
        }
        ((HostI18n) services.get(HostI18n.class)).replaceAll(Map.of());
    }

    private void quietly(String what, Runnable action) {
        try {
            within(action::run);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} of the plugin failed", what, e);
        }
    }

    private EventPublisher events() {
        return (EventPublisher) services.get(EventPublisher.class);
    }

    <E extends Exception> void within(ContextLoader.Action<E> action) throws E {
        context.run(action);
    }

    <T, E extends Exception> T within(ContextLoader.Call<T, E> call) throws E {
        return context.call(call);
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    public ClassLoader classLoader() {
        return context.loader();
    }

    public List<ServletModule> servlets() {
        return servlets;
    }

    public List<FilterModule> filters() {
        return filters;
    }

    /** A file of the jar; null if there is none. */
    public URL resource(String path) {
        return bundle.getEntry(path.replaceFirst("^/", ""));
    }

    @Override
    public String getKey() {
        return descriptor.key();
    }

    @Override
    public String getName() {
        return descriptor.name();
    }

    @Override
    public PluginInformation getPluginInformation() {
        PluginInformation information = new PluginInformation();
        information.setVersion(descriptor.version());
        return information;
    }
}
