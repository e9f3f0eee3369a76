package dvcs.devhost.plugin;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/** The request as a module's servlet sees it: its own pattern is the servlet path (java.md 3). */
final class PathView extends HttpServletRequestWrapper {
    private final String servletPath;
    private final String pathInfo;

    PathView(HttpServletRequest request, String servletPath, String pathInfo) {
        super(request);
        this.servletPath = servletPath;
        this.pathInfo = pathInfo;
    }

    @Override
    public String getServletPath() {
        return servletPath;
    }

    @Override
    public String getPathInfo() {
        return pathInfo;
    }
}
