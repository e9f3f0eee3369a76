package dvcs.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The HTTP proxies of this JVM, for the native client: administrators configure them once, as system properties
 * ({@code http.proxyHost}, {@code http.nonProxyHosts} and so on, read as {@code sun.net.spi.DefaultProxySelector} does).
 * User and password come from {@code http.proxyUser} and {@code http.proxyPassword}, as Jira's documentation has them.
 *
 * @param nonProxyHosts patterns with {@code *} at the start or the end
 */
record ProxySettings(List<Server> servers, List<String> nonProxyHosts) {
    static final ProxySettings NONE = new ProxySettings(List.of(), List.of());

    // What the JVM adds to every http.nonProxyHosts that is not empty.
    private static final String LOOPBACK = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    /** A proxy and the scheme of the targets that it serves. Never printed: it holds a password. */
    record Server(String scheme, String host, int port, String user, String password) {
        @Override
        public String toString() {
            return "Server[" + scheme + " through " + host + ":" + port + "]";
        }
    }

    static ProxySettings ofJvm() {
        return of(System::getProperty);
    }

    static ProxySettings of(UnaryOperator<String> property) {
        List<Server> servers = new ArrayList<>();
        addServer(servers, property, "http", 80);
        addServer(servers, property, "https", 443);
        String direct = property.apply("http.nonProxyHosts"); // for https as well
        String all = direct == null ? LOOPBACK : direct.isEmpty() ? "" : direct + "|" + LOOPBACK;
        List<String> patterns = new ArrayList<>();
        for (String pattern : all.split("\\|")) {
            if (!pattern.isBlank()) {
                patterns.add(pattern.strip());
            }
        }
        return new ProxySettings(List.copyOf(servers), List.copyOf(patterns));
    }

    private static void addServer(List<Server> to, UnaryOperator<String> property, String scheme, int usualPort) {
        String host = property.apply(scheme + ".proxyHost");
        if (host == null || host.isBlank()) {
            return;
        }
        to.add(new Server(scheme, host.strip(), port(property.apply(scheme + ".proxyPort"), usualPort),
                orEmpty(property.apply(scheme + ".proxyUser")), orEmpty(property.apply(scheme + ".proxyPassword"))));
    }

    private static int port(String text, int usual) {
        try {
            int port = Integer.parseInt(orEmpty(text).strip());
            return port > 0 && port <= 65_535 ? port : usual;
        } catch (NumberFormatException e) {
            return usual; // as the JVM does
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
