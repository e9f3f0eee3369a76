package dvcs.devhost.web;

import com.atlassian.sal.api.auth.LoginUriProvider;
import dvcs.devhost.jira.HostUser;
import dvcs.devhost.jira.Users;
import dvcs.devhost.platform.HostProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/**
 * Log-in session or HTTP Basic. Basic with a wrong password is 401; without Basic a caller is anonymous, never
 * challenged, as in Jira [D].
 */
public final class Authentication implements LoginUriProvider {
    static final String LOGIN = "/login.jsp";
    private static final String USER = "seraph_defaultauthenticator_user";
    private static final String BASIC = "host.basic";

    private final Users users;
    private final HostProperties properties;

    public Authentication(Users users, HostProperties properties) {
        this.users = users;
        this.properties = properties;
    }

    /** @return false: refused, and the response is complete */
    boolean identify(
            HttpServletRequest request,
            HttpServletResponse response,
            com.atlassian.jira.security.JiraAuthenticationContext context)
            throws IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            Optional<HostUser> user = basic(header.substring(6).trim());
            if (user.isEmpty()) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"protected-area\"");
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "Basic Authentication Failure");
                return false;
            }
            request.setAttribute(BASIC, true);
            context.setLoggedInUser(user.get());
            return true;
        }
        HttpSession session = request.getSession(false);
        context.setLoggedInUser(
                session == null
                        ? null
                        : users.byName(String.valueOf(session.getAttribute(USER)))
                                .orElse(null));
        return true;
    }

    private Optional<HostUser> basic(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : users.logIn(decoded.substring(0, colon), decoded.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isBasic(HttpServletRequest request) {
        return request.getAttribute(BASIC) != null;
    }

    /** A new session id, so that one planted before the log-in is worth nothing. */
    boolean logIn(HttpServletRequest request, String name, String password) {
        Optional<HostUser> user = users.logIn(name == null ? "" : name, password == null ? "" : password);
        user.ifPresent(u -> {
            request.getSession(true);
            request.changeSessionId();
            request.getSession().setAttribute(USER, u.name());
        });
        return user.isPresent();
    }

    void logOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Path below the context, with its query. */
    static String here(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return request.getQueryString() == null ? path : path + '?' + request.getQueryString();
    }

    /** Only places below the context: a destination from outside is no open redirect. */
    static String local(String destination) {
        boolean inside = destination != null
                && destination.startsWith("/")
                && !destination.startsWith("//")
                && !destination.startsWith("/\\");
        return inside ? destination : "/secure/Dashboard.jspa";
    }

    /** Below the base URL, which is configuration (in Jira too [K]): on another port it leads to the configured one. */
    @Override
    public URI getLoginUri(URI returnUri) {
        String target = returnUri.getRawPath() + (returnUri.getRawQuery() == null ? "" : '?' + returnUri.getRawQuery());
        String context = properties.contextPath();
        String below =
                !context.isEmpty() && target.startsWith(context + "/") ? target.substring(context.length()) : target;
        return URI.create(
                properties.baseUrl() + LOGIN + "?permissionViolation=true&os_destination=" + Html.urlEncode(below));
    }
}
