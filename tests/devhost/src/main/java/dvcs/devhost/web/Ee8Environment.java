package dvcs.devhost.web;

import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** Servlet 4, javax. Loaded in the javax host only. */
final class Ee8Environment implements WebServer.Environment {
    @Override
    public Handler handler(String contextPath, Object servlet) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath(contextPath);
        context.addServlet(new ServletHolder((javax.servlet.Servlet) servlet), "/*");
        return context.get();
    }
}
