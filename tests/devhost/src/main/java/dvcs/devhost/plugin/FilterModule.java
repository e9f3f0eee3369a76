package dvcs.devhost.plugin;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A {@code servlet-filter} module; its patterns are below the context. Locations in Jira's order, then by weight [D].
 * Only REQUEST dispatches exist here.
 */
public final class FilterModule {
    private static final List<String> LOCATIONS =
            List.of("after-encoding", "before-login", "before-decoration", "before-dispatch");

    private final InstalledPlugin plugin;
    private final Module module;
    private final Class<?> type;
    private Filter filter;

    FilterModule(InstalledPlugin plugin, Module module, Class<?> type) {
        this.plugin = plugin;
        this.module = module;
        this.type = type;
    }

    static List<FilterModule> inOrder(List<FilterModule> filters) {
        return filters.stream()
                .sorted(Comparator.comparingInt(FilterModule::location).thenComparing(f -> f.module.weight()))
                .toList();
    }

    private int location() {
        return LOCATIONS.indexOf(module.attribute("location"));
    }

    public Class<?> type() {
        return type;
    }

    public boolean matches(String path) {
        return module.texts("url-pattern").stream().anyMatch(pattern -> UrlPattern.matches(pattern, path));
    }

    public void run(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        Filter target = filter(request);
        try {
            plugin.within(() -> {
                try {
                    target.doFilter(request, response, rest);
                } catch (ServletException e) {
                    throw new IOException(e);
                }
            });
        } catch (IOException e) {
            if (e.getCause() instanceof ServletException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized Filter filter(HttpServletRequest request) throws ServletException {
        if (filter == null) {
            Filter created = (Filter) plugin.create(type);
            created.init(new ModuleConfig(module.key(), request.getServletContext(), module.parameters()));
            filter = created;
        }
        return filter;
    }

    synchronized void destroy() {
        if (filter != null) {
            filter.destroy();
            filter = null;
        }
    }
}
