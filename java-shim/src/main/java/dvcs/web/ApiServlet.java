package dvcs.web;

import com.atlassian.annotations.security.UnrestrictedAccess;
import dvcs.plugin.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /plugins/servlet/dvcs/api/1/*}. Unrestricted for the container, because its refusals are log-in pages and a
 * script needs JSON; {@link Guard} decides.
 */
@UnrestrictedAccess
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Web web;

    public ApiServlet(Root root) {
        this(root.web());
    }

    ApiServlet(Web web) {
        this.web = web;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(Body.MAX_BYTES + 1);
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().replaceAll("^/|/$", "");
        Call call = new Call(request.getMethod(), path, query(request), body, web.guard().user(request));
        send(request, response, web.router().answer(call, route -> admit(route, request, body)));
    }

    private void admit(Route route, HttpServletRequest request, byte[] body) {
        web.guard().admit(route, request);
        if (body.length > Body.MAX_BYTES) {
            throw new Refusal(413, "The request body is longer than " + Body.MAX_BYTES + " bytes.");
        }
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (body.length > 0 && !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(415, "Send the body as JSON, with “Content-Type: application/json”.");
        }
    }

    private static Map<String, String> query(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(entry -> entry.getValue().length > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()[0]));
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(response::setHeader);
        if (answer.isKnownTo(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (!answer.json().isEmpty()) {
            byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
            response.setContentType("application/json;charset=UTF-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
