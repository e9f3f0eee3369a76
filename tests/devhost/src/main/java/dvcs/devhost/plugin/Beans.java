package dvcs.devhost.plugin;

import com.atlassian.plugin.PluginException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin's Spring context, without Spring: components, imports and exports of META-INF/plugin-components, as the
 * scanner's loader reads them (jira-platform.md 3.3 [S]). A host service that the imports file does not name cannot be
 * injected, as in Jira.
 */
final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final String INDEX = "META-INF/plugin-components/";

    private final Bundle bundle;
    private final Map<Class<?>, Object> services;
    private final Set<String> imports = new HashSet<>();
    private final Map<Class<?>, Object> components = new LinkedHashMap<>();
    private final Deque<Class<?>> underConstruction = new ArrayDeque<>();
    private final List<Class<?>> componentTypes = new ArrayList<>();
    private final Map<Object, List<String>> exports = new LinkedHashMap<>();

    Beans(Bundle bundle, Map<Class<?>, Object> services) throws ClassNotFoundException, IOException {
        this.bundle = bundle;
        this.services = services;
        try {
            load();
        } catch (ClassNotFoundException | IOException | LinkageError | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void load() throws ClassNotFoundException, IOException {
        for (String line : index("imports")) {
            String name = line.split("#")[0];
            bundle.loadClass(name);
            imports.add(name);
        }
        for (String line : index("component")) {
            componentTypes.add(bundle.loadClass(line.split("#")[0]));
        }
        componentTypes.forEach(this::component);
        for (String line : index("exports")) {
            String[] parts = line.split("#");
            exports.put(component(bundle.loadClass(parts[0])), List.of(parts[1].split(",")));
        }
    }

    private List<String> index(String name) throws IOException {
        URL file = bundle.getEntry(INDEX + name);
        if (file == null) {
            return List.of();
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Exported beans and the names of their interfaces. */
    Map<Object, List<String>> exports() {
        return exports;
    }

    boolean imports(Class<?> type) {
        return imports.contains(type.getName());
    }

    private Object component(Class<?> type) {
        Object existing = components.get(type);
        if (existing != null) {
            return existing;
        }
        if (underConstruction.contains(type)) {
            throw new PluginException("components need each other in a circle: " + underConstruction);
        }
        underConstruction.push(type);
        Object created = create(type);
        underConstruction.pop();
        components.put(type, created);
        return created;
    }

    /** Autowires the greatest public constructor. */
    Object create(Class<?> type) {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow(() -> new PluginException(type.getName() + " has no public constructor"));
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(needed -> resolve(type, needed))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new PluginException(
                    "The constructor of " + type.getName() + " failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new PluginException(type.getName() + " cannot be constructed: " + e, e);
        }
    }

    private Object resolve(Class<?> type, Class<?> needed) {
        for (Class<?> candidate : componentTypes) {
            if (needed.isAssignableFrom(candidate)) {
                return component(candidate);
            }
        }
        if (!imports.contains(needed.getName())) {
            throw new PluginException(type.getName() + " needs " + needed.getName()
                    + ", which is neither a component nor named in " + INDEX + "imports");
        }
        Object service = services.get(needed);
        if (service == null) {
            throw new PluginException(
                    needed.getName() + ", which " + type.getName() + " needs, is no service of this host");
        }
        return service;
    }

    /** In reverse order of creation. That Spring closes such beans by itself is common knowledge [K]. */
    @Override
    public void close() {
        List<Object> beans = new ArrayList<>(components.values());
        for (int i = beans.size() - 1; i >= 0; i--) {
            if (beans.get(i) instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    LOG.error("Closing {} failed", closeable.getClass().getName(), e);
                }
            }
        }
        components.clear();
        exports.clear();
    }
}
