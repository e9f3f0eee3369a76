package dvcs.web;

import com.atlassian.annotations.security.UnrestrictedAccess;
import com.atlassian.annotations.security.XsrfProtectionExcluded;
import dvcs.api.Hooks;
import dvcs.plugin.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /plugins/servlet/dvcs/hook/{account}}: where forges deliver webhooks. Jira's users, sessions and XSRF tokens play no part
 * here: a delivery proves itself with its account's secret. Whoever can't gets what any wrong address gives.
 */
@UnrestrictedAccess
@XsrfProtectionExcluded
public final class HookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** More than any forge sends; the others are not looked at. */
    private static final int MOST_HEADERS = 100;

    private final transient Hooks hooks;

    public HookServlet(Root root) {
        this(root.hooks());
    }

    HookServlet(Hooks hooks) {
        this.hooks = hooks;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().replaceAll("^/|/$", "");
        Hooks.Answer answer = hooks.deliver(new Hooks.Incoming(request.getMethod(), path, request.getContentLengthLong(),
                headers(request), request.getInputStream()));
        response.setStatus(switch (answer) {
            case ACCEPTED -> HttpServletResponse.SC_OK;
            case LATER -> HttpServletResponse.SC_ACCEPTED;
            case REFUSED -> HttpServletResponse.SC_NOT_FOUND;
            case UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        });
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(0);
    }

    private static List<Map.Entry<String, String>> headers(HttpServletRequest request) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                if (all.size() < MOST_HEADERS) {
                    all.add(Map.entry(name, value));
                }
            }
        }
        return all;
    }
}
