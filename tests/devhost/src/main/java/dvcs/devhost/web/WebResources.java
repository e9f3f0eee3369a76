package dvcs.devhost.web;

import dvcs.devhost.plugin.InstalledPlugin;
import dvcs.devhost.plugin.Module;
import dvcs.devhost.plugin.PluginContainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The plugin's {@code web-resource} modules: by context or by name, dependencies first, as classic script tags (Jira
 * concatenates them into batches, so a script must not be a module and must keep its names to itself). Files are below
 * /download/resources/plugin:module/ (jira-platform.md 2.5 [S]).
 */
final class WebResources {
    private static final String ROOT = "/download/resources/";

    private final PluginContainer container;

    WebResources(PluginContainer container) {
        this.container = container;
    }

    /** Link and script tags for these contexts and modules. */
    String tags(String context, Set<String> contexts, Set<String> moduleKeys) {
        InstalledPlugin plugin = container.plugin();
        if (plugin == null) {
            return "";
        }
        Set<Module> wanted = new LinkedHashSet<>();
        for (Module module : plugin.descriptor().modules("web-resource")) {
            boolean byContext = module.texts("context").stream().anyMatch(contexts::contains);
            if (byContext || moduleKeys.contains(plugin.getKey() + ":" + module.key())) {
                require(plugin, module, wanted);
            }
        }
        StringBuilder tags = new StringBuilder();
        String version = plugin.getPluginInformation().getVersion();
        for (Module module : wanted) {
            for (String name : downloads(module)) {
                String url = context + ROOT + plugin.getKey() + ':' + module.key() + '/' + name + "?v=" + version;
                if (name.endsWith(".css")) {
                    tags.append(Html.fill("<link rel=\"stylesheet\" href=\"{0}\">\n", url));
                } else if (name.endsWith(".js")) {
                    tags.append(Html.fill("<script src=\"{0}\"></script>\n", url));
                }
            }
        }
        return tags.toString();
    }

    private static void require(InstalledPlugin plugin, Module module, Set<Module> wanted) {
        String prefix = plugin.getKey() + ":";
        for (String dependency : module.texts("dependency")) {
            plugin.descriptor().modules("web-resource").stream()
                    .filter(m -> dependency.equals(prefix + m.key()))
                    .filter(m -> !wanted.contains(m))
                    .forEach(m -> require(plugin, m, wanted));
        }
        wanted.add(module);
    }

    private static List<String> downloads(Module module) {
        List<String> names = new ArrayList<>();
        module.children("resource").stream()
                .filter(r -> r.attribute("type").equals("download"))
                .forEach(r -> names.add(r.attribute("name")));
        return names;
    }

    /** A resource whose name ends in a slash is a folder. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] parts = request.getPathInfo().substring(ROOT.length()).split("/", 2);
        InstalledPlugin plugin = container.plugin();
        URL file = null;
        if (plugin != null
                && parts.length == 2
                && parts[0].startsWith(plugin.getKey() + ":")
                && !parts[1].contains("..")) {
            String key = parts[0].substring(plugin.getKey().length() + 1);
            file = plugin.descriptor().modules().stream()
                    .filter(m -> m.key().equals(key))
                    .flatMap(m -> m.children("resource").stream())
                    .filter(r -> r.attribute("type").equals("download"))
                    .map(r -> find(plugin, r, parts[1]))
                    .filter(f -> f != null)
                    .findFirst()
                    .orElse(null);
        }
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(Assets.contentType(parts[1]));
        response.setHeader("Cache-Control", "no-cache");
        try (InputStream in = file.openStream()) {
            in.transferTo(response.getOutputStream());
        }
    }

    private static URL find(InstalledPlugin plugin, Module resource, String name) {
        String own = resource.attribute("name");
        String location = resource.attribute("location");
        if (own.endsWith("/") && name.startsWith(own)) {
            return plugin.resource(location + name.substring(own.length()));
        }
        return own.equals(name) ? plugin.resource(location) : null;
    }
}
