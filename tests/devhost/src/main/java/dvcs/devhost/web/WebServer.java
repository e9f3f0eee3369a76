package dvcs.devhost.web;

import java.net.InetSocketAddress;
import javax.servlet.http.HttpServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12's core on the loopback address; the servlet environment is the one of this jar's namespace. */
public final class WebServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    /** Makes a handler that serves {@code servlet} below {@code contextPath}, with sessions. */
    interface Environment {
        org.eclipse.jetty.server.Handler handler(String contextPath, Object servlet);
    }

    public WebServer(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(60);
        threads.setName("host-http");
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost(
                new InetSocketAddress("localhost", 0).getAddress().isLoopbackAddress() ? "localhost" : "127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** After renaming this class names another package. */
    public static boolean isJakarta() {
        return HttpServlet.class.getName().startsWith("jakarta");
    }

    public int port() {
        return connector.getLocalPort();
    }

    public void start(String contextPath, HttpServlet servlet) {
        Environment environment = isJakarta() ? new Ee10Environment() : new Ee8Environment();
        server.setHandler(environment.handler(contextPath.isEmpty() ? "/" : contextPath, servlet));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The web server does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            throw new IllegalStateException("The web server does not stop: " + e.getMessage(), e);
        }
    }
}
