package dvcs.forge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** The one door: REST, git over HTTP and the test controls, each after its own log-in rules. */
final class ForgeHandler extends Handler.Abstract {
    private static final String GIT_DENIED = "HTTP Basic: Access denied. If a password was provided for Git authentication,"
            + " the password was incorrect or you're required to use a token instead of a password.";

    private final World world;
    private final Faults faults;
    private final RequestLog log;
    private final Api api;
    private final Controls controls;
    private final Quirks quirks;
    private final String externalUrl;
    private final WebPages web;
    private final String prefix;
    private final HookEvents events;
    private final PushWatch pushes = new PushWatch();

    ForgeHandler(World world, OAuth oauth, Faults faults, RequestLog log, Quirks quirks, String externalUrl) {
        this.world = world;
        this.faults = faults;
        this.log = log;
        this.quirks = quirks;
        Webhooks hooks = new Webhooks(world);
        this.events = new HookEvents(world, hooks, quirks, externalUrl);
        this.api = new Api(world, quirks, hooks, events, externalUrl);
        this.controls = new Controls(world, oauth, faults, log, quirks);
        this.prefix = Urls.path(externalUrl);
        this.web = new WebPages(world, oauth, prefix);
        this.externalUrl = externalUrl;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String whole = request.getHttpURI().getPath();
        String path = !prefix.isEmpty() && whole.startsWith(prefix + "/") ? whole.substring(prefix.length()) : whole;
        if (path.startsWith("/-/test/")) {
            write(response, callback, controls.answer(request.getMethod(), path, Content.Source.asString(request)));
            return true;
        }
        log.add(request.getMethod(), path);
        int tail = GitHttp.TAILS.stream().mapToInt(t -> path.endsWith(t) ? path.length() - t.length() : -1).max().orElse(-1);
        if (tail > 0 && path.substring(0, tail).endsWith(".git")) {
            git(request, response, callback, path.substring(1, tail - 4), path.substring(tail));
        } else if (path.startsWith("/api/v4/")) {
            answer(path, () -> restAnswer(request, path), request, response, callback);
        } else if (web.serves(path)) {
            answer(path, () -> web.answer(request, path), request, response, callback);
        } else if (path.startsWith("/api/")) {
            write(response, callback, Answer.json(410, Map.of("error", "API V3 is no longer supported. Use API V4 instead.")));
        } else {
            write(response, callback, Answer.text(404, "text/html; charset=utf-8", "<html><body>404</body></html>"));
        }
        return true;
    }

    private interface Work {
        Answer run() throws Exception;
    }

    private void answer(String path, Work work, Request request, Response response, Callback callback) throws Exception {
        Faults.Kind fault = faults.next(path).orElse(null);
        if (fault == null) {
            write(response, callback, work.run());
            return;
        }
        if (fault == Faults.Kind.SILENT) {
            controls.waitInSilence();
        }
        if (fault == Faults.Kind.CLOSED || fault == Faults.Kind.SILENT) {
            close(request, callback);
            return;
        }
        Answer answer = fault.comesFirst() ? Answer.empty(200) : work.run();
        switch (fault) {
            case TRUNCATED -> truncate(response, callback, answer);
            case ANSWER_LOST -> close(request, callback);
            default -> write(response, callback, FaultAnswers.of(fault, answer, Instant.now().getEpochSecond()));
        }
    }

    private Answer restAnswer(Request request, String path) throws IOException {
        Token token;
        try {
            token = authenticate(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
        Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        List<String> segments = Urls.segments(path.substring("/api/v4/".length()));
        Parameters parameters;
        try {
            parameters = Parameters.of(query, request.getHeaders().get(HttpHeader.CONTENT_TYPE), Content.Source.asString(request, StandardCharsets.UTF_8));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
        return api.answer(new Call(request.getMethod(), segments, query, token, externalUrl + path, parameters));
    }

    /** Either header; the forms of refusal are GitLab's (gitlab.md, sections 5.2 and 8). */
    private Token authenticate(Request request) {
        String value = request.getHeaders().get("PRIVATE-TOKEN");
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (value == null && authorization != null && authorization.startsWith("Bearer ")) {
            value = authorization.substring("Bearer ".length());
        }
        Token token = value == null ? null : world.token(value).orElse(null);
        if (token == null) {
            throw new Refusal(Answer.message(401, "401 Unauthorized"));
        }
        switch (token.state(world.now())) {
            case "expired" -> throw new Refusal(invalidToken("Token is expired. You can either do re-authorization or token refresh."));
            case "revoked" -> throw new Refusal(invalidToken("Token was revoked. You have to re-authorize from the user."));
            case "blocked" -> throw new Refusal(Answer.message(403, "403 Forbidden - Your account has been blocked."));
            default -> { }
        }
        return token;
    }

    private static Answer invalidToken(String description) {
        return Answer.json(401, Map.of("error", "invalid_token", "error_description", description));
    }

    private void git(Request request, Response response, Callback callback, String fullPath, String pathInfo) throws IOException {
        String decoded = Urls.decode(fullPath);
        Optional<Project> project = world.findProject(decoded).or(() -> world.findMoved(decoded));
        boolean push = GitHttp.isPush(pathInfo, request.getHttpURI().getQuery());
        Optional<Token> token = basic(request);
        boolean allowed = token.isPresent() && token.get().state(world.now()).equals("active")
                && (push ? token.get().mayPush() : token.get().mayClone());
        if (!allowed && (push || project.isEmpty() || project.get().isPrivate || token.isPresent())) {
            write(response, callback, Answer.text(401, "text/plain", GIT_DENIED).header("WWW-Authenticate", "Basic realm=\"GitLab\""));
        } else if (project.isEmpty()) {
            write(response, callback, Answer.text(404, "text/plain",
                    "The project you were looking for could not be found or you don't have permission to view it."));
        } else if (request.getMethod().equals("HEAD") || push && project.get().archived) {
            write(response, callback, Answer.text(403, "text/plain", push ? "You can't push code to a read-only project." : "Forbidden"));
        } else {
            transfer(request, response, callback, project.get(), pathInfo, token.map(Token::user).orElse(null));
        }
    }

    private void transfer(Request request, Response response, Callback callback, Project project, String pathInfo, User user) throws IOException {
        Faults.Kind fault = faults.next("/" + project.fullPath() + ".git" + pathInfo).orElse(null);
        Answer instead = fault == null ? null : FaultAnswers.ofGit(fault, Instant.now().getEpochSecond());
        if (instead != null) {
            write(response, callback, instead);
            return;
        }
        boolean receives = pathInfo.equals("/git-receive-pack");
        if (receives) {
            pushes.begin(project);
        }
        boolean whole;
        try {
            whole = fault != Faults.Kind.CLOSED
                    && GitHttp.serve(project, pathInfo, user, quirks.filters(), fault == Faults.Kind.TRUNCATED,
                            () -> pushed(project, user), request, response);
        } finally {
            if (receives) {
                pushes.end(project);
            }
        }
        if (!whole) {
            callback.failed(new IOException("ordered by a test"));
            return;
        }
        callback.succeeded();
    }

    private void pushed(Project project, User user) {
        List<HookPayloads.Moved> moved = pushes.look(project);
        List<MergeRequest> before = project.pushed(world.now());
        events.pushed(project, moved, user);
        for (MergeRequest old : before) {
            project.mergeRequests.stream().filter(request -> request.iid() == old.iid()).findFirst()
                    .ifPresent(request -> events.mergeRequest(project, request, "update", old.sha(), user));
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        events.close();
    }

    private Optional<Token> basic(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        String pair = new String(Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
        // Before 17.x a token of OAuth was a password of this user only (gitlab.md, section 5.3).
        return world.token(pair.substring(pair.indexOf(':') + 1)).filter(token -> !token.oauth() || pair.startsWith("oauth2:"));
    }

    private static void write(Response response, Callback callback, Answer answer) {
        response.setStatus(answer.status);
        answer.headers.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body), callback);
    }

    /** A failed callback alone would be answered with a page about the failure. */
    private static void close(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new IOException("ordered by a test"));
    }

    private static void truncate(Response response, Callback callback, Answer answer) {
        response.setStatus(answer.status);
        answer.headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body.length);
        ByteBuffer half = ByteBuffer.wrap(answer.body, 0, answer.body.length / 2);
        response.write(false, half, Callback.from(
                () -> callback.failed(new IOException("ordered by a test")), callback::failed));
    }
}
