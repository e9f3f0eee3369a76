package dvcs.devhost.plugin;

import com.atlassian.plugin.web.Condition;
import com.atlassian.plugin.web.ContextProvider;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Web sections, items and panels of a plugin that a user sees in a place (jira-platform.md 2.3, 2.5 [S]). */
public final class Fragments {
    private static final Logger LOG = LoggerFactory.getLogger(Fragments.class);

    private Fragments() {}

    /** Modules of a type whose {@code attribute} (section or location) is {@code place}, by weight. */
    public static List<Module> at(
            InstalledPlugin plugin, String type, String attribute, String place, Map<String, Object> context) {
        if (plugin == null) {
            return List.of();
        }
        return plugin.descriptor().modules(type).stream()
                .filter(m -> m.attribute(attribute).equals(place))
                .filter(m -> shown(plugin, m, context))
                .sorted(Comparator.comparingInt(Module::weight))
                .toList();
    }

    /** The inside of a panel. A panel that fails is logged and left out, as in Jira. */
    public static String panel(InstalledPlugin plugin, Module panel, Map<String, Object> context) {
        try {
            Map<String, Object> view = new HashMap<>(context);
            for (Module provider : panel.children("context-provider")) {
                ContextProvider instance =
                        plugin.instance(provider, ContextProvider.class, p -> p.init(provider.parameters()));
                view.putAll(plugin.within(() -> instance.getContextMap(new HashMap<>(view))));
            }
            Module resource = panel.children("resource").stream()
                    .filter(r -> r.attribute("name").equals("view"))
                    .findFirst()
                    .orElseThrow();
            return Templates.render(plugin, resource, view);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Web panel {} failed", panel.key(), e);
            return "";
        }
    }

    /**
     * All {@code condition} children must hold; {@code conditions} groups them by type AND (default) or OR. A
     * condition that throws hides.
     */
    private static boolean shown(InstalledPlugin plugin, Module module, Map<String, Object> context) {
        try {
            return module.children("condition").stream().allMatch(c -> holds(plugin, c, context))
                    && module.children("conditions").stream().allMatch(group -> group(plugin, group, context));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A condition of {} failed", module.key(), e);
            return false;
        }
    }

    private static boolean group(InstalledPlugin plugin, Module group, Map<String, Object> context) {
        boolean any = group.attribute("type").equalsIgnoreCase("OR");
        return any
                ? group.children("condition").stream().anyMatch(c -> holds(plugin, c, context))
                : shown(plugin, group, context);
    }

    private static boolean holds(InstalledPlugin plugin, Module module, Map<String, Object> context) {
        Condition condition = plugin.instance(module, Condition.class, c -> c.init(module.parameters()));
        boolean inverted = module.attribute("invert").equals("true");
        return plugin.within(() -> condition.shouldDisplay(new HashMap<>(context))) != inverted;
    }

    /**
     * Loads every class that fragments and tabs name: one that the bundle does not see disables the plugin
     * (jira-platform.md 3.3 [L]).
     */
    static void check(InstalledPlugin plugin) throws ClassNotFoundException {
        for (Module module : plugin.descriptor().modules()) {
            checkClasses(plugin, module);
        }
    }

    private static void checkClasses(InstalledPlugin plugin, Module module) throws ClassNotFoundException {
        for (String child : List.of("condition", "conditions", "context-provider")) {
            for (Module inner : module.children(child)) {
                checkClasses(plugin, inner);
            }
        }
        if (!module.attribute("class").isEmpty()) {
            plugin.load(module.attribute("class"));
        }
    }
}
