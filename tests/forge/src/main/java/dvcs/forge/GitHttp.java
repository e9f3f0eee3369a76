package dvcs.forge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Smart HTTP through {@code git http-backend}, the program that forges run themselves, as a CGI (java.md, section 7).
 * Who may do what is decided before by {@link ForgeHandler}.
 */
final class GitHttp {
    private static final Path BACKEND = Path.of(Git.text(null, "--exec-path").strip(), "git-http-backend");

    private GitHttp() {}

    /** How much of an answer that is to be cut reaches the client. */
    private static final int CUT_AFTER = 200;

    /**
     * Blocks until the exchange is over.
     *
     * @param filters whether partial clones are offered
     * @param cut whether the answer is to end after a few bytes
     * @param pushed runs after a push and before its client hears of it
     * @return false: it was cut, and the connection has to go
     */
    static boolean serve(Project project, String pathInfo, User user, boolean filters, boolean cut, Runnable pushed, Request request, Response response)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(BACKEND.toString());
        Map<String, String> environment = builder.environment();
        environment.putAll(Git.ENVIRONMENT);
        environment.put("GIT_PROJECT_ROOT", project.gitDir.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("PATH_INFO", pathInfo);
        environment.put("REQUEST_METHOD", request.getMethod());
        // Settings in command scope go before those of the repository.
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "uploadpack.allowFilter");
        environment.put("GIT_CONFIG_VALUE_0", Boolean.toString(filters));
        put(environment, "QUERY_STRING", request.getHttpURI().getQuery());
        put(environment, "CONTENT_TYPE", request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        put(environment, "GIT_PROTOCOL", request.getHeaders().get("Git-Protocol"));
        put(environment, "HTTP_CONTENT_ENCODING", request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
        put(environment, "REMOTE_USER", user == null ? null : user.username());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        AtomicBoolean answered = new AtomicBoolean();
        Thread feeder = new Thread(() -> feed(request, process, answered), "git-http-in");
        feeder.setDaemon(true);
        feeder.start();
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            readHeader(in, response);
            OutputStream out = Content.Sink.asOutputStream(response);
            if (cut) {
                out.write(in.readNBytes(CUT_AFTER));
                out.flush();
                return false;
            }
            if (pathInfo.equals("/git-receive-pack")) {
                byte[] report = in.readAllBytes();
                pushed.run();
                out.write(report);
            } else {
                in.transferTo(out);
            }
            out.close();
            return true;
        } finally {
            answered.set(true); // before the caller completes the exchange
            // http-backend starts programs of its own.
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void feed(Request request, Process process, AtomicBoolean answered) {
        try (OutputStream to = process.getOutputStream(); InputStream from = Content.Source.asInputStream(request)) {
            from.transferTo(to);
        } catch (IOException e) {
            // the backend answered before it had read everything, or the client went away
        } catch (IllegalStateException e) {
            // Jetty says this of a request whose exchange is complete: the rest of the body is nobody's any more.
            if (!answered.get()) {
                throw e;
            }
        }
    }

    private static void readHeader(InputStream in, Response response) throws IOException {
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Status")) {
                response.setStatus(Integer.parseInt(value.substring(0, 3)));
            } else {
                response.getHeaders().put(name, value);
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    static boolean isPush(String path, String query) {
        return path.endsWith("/git-receive-pack") || query != null && query.contains("service=git-receive-pack");
    }

    static final List<String> TAILS = List.of("/info/refs", "/git-upload-pack", "/git-receive-pack", "/HEAD");
}
