package dvcs.devhost.web;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** Servlet 6, jakarta. Loaded in the jakarta host only; the transformer leaves it as it is. */
final class Ee10Environment implements WebServer.Environment {
    @Override
    public Handler handler(String contextPath, Object servlet) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath(contextPath);
        context.addServlet(new ServletHolder((jakarta.servlet.Servlet) servlet), "/*");
        return context;
    }
}
