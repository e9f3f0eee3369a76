package dvcs.devhost.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A {@code servlet} module below /plugins/servlet. The servlet is constructed and initialised at its first request, as
 * in Jira [L].
 */
public final class ServletModule {
    private static final String ROOT = "/plugins/servlet";

    private final InstalledPlugin plugin;
    private final Module module;
    private final Class<?> type;
    private final List<String> patterns;
    private HttpServlet servlet;

    ServletModule(InstalledPlugin plugin, Module module, Class<?> type) {
        this.plugin = plugin;
        this.module = module;
        this.type = type;
        this.patterns = module.texts("url-pattern");
    }

    /** The class, whose annotations say who may come in. */
    public Class<?> type() {
        return type;
    }

    /**
     * The pattern that {@code path} (below the context) matches: exact first, then the longest prefix, as the servlet
     * specification says; null: none.
     */
    public String match(String path) {
        if (!path.startsWith(ROOT + "/")) {
            return null;
        }
        String rest = path.substring(ROOT.length());
        return patterns.stream()
                .filter(p -> UrlPattern.matches(p, rest))
                .max(java.util.Comparator.comparingInt(p -> p.endsWith("*") ? p.length() : Integer.MAX_VALUE))
                .orElse(null);
    }

    public void service(String pattern, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getPathInfo();
        String servletPath = ROOT + (pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern);
        String rest = pattern.endsWith("/*") && path.length() > servletPath.length()
                ? path.substring(servletPath.length())
                : null;
        HttpServlet target = servlet(request.getServletContext());
        try {
            plugin.within(() -> {
                try {
                    target.service(new PathView(request, servletPath, rest), response);
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

    private synchronized HttpServlet servlet(ServletContext context) throws ServletException {
        if (servlet == null) {
            HttpServlet created = (HttpServlet) plugin.create(type);
            Map<String, String> parameters = module.parameters();
            created.init(new ModuleConfig(module.key(), context, parameters));
            servlet = created;
        }
        return servlet;
    }

    synchronized void destroy() {
        if (servlet != null) {
            servlet.destroy();
            servlet = null;
        }
    }
}
