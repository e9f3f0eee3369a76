package dvcs.web;

import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.user.UserProfile;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.sal.api.websudo.WebSudoSessionException;
import javax.servlet.http.HttpServletRequest;

/**
 * Who may pass. Checked here on every address, whatever the container's annotations did before: secure administrator
 * sessions can be switched off in Jira, and 9.12 does not know the annotations.
 */
final class Guard {
    /** The field of a refusal that asks for the password again. */
    static final String WEBSUDO = "websudo";

    private final UserManager users;
    private final WebSudoManager websudo;

    Guard(UserManager users, WebSudoManager websudo) {
        this.users = users;
        this.websudo = websudo;
    }

    void admit(Route route, HttpServletRequest request) {
        if (route.access() == Route.Access.ADMINISTRATOR) {
            administrator(request);
        }
        if (!route.method().equals("GET")) {
            change(request);
        }
    }

    /** Throws {@link Refusal} 401 (nobody, or the password must be confirmed) or 403. */
    void administrator(HttpServletRequest request) {
        UserProfile user = users.getRemoteUser(request);
        if (user == null) {
            throw new Refusal(401, "Log in as a Jira administrator.");
        }
        if (!users.isAdmin(user.getUserKey()) && !users.isSystemAdmin(user.getUserKey())) {
            throw new Refusal(403, "Only Jira administrators may do this.");
        }
        if (!identifiedByHeader(request)) {
            confirmed(request);
        }
    }

    boolean anonymous(HttpServletRequest request) {
        return users.getRemoteUser(request) == null;
    }

    /** The user's key; empty: nobody is logged in. */
    String user(HttpServletRequest request) {
        UserProfile user = users.getRemoteUser(request);
        return user == null ? "" : user.getUserKey().getStringValue();
    }

    /**
     * Whether the password came with this very request. A request that also carries a live session does not count
     * unless the container says that it checked the password: Jira may have ignored the header, and then anyone with
     * a stolen session could skip the second log-in.
     */
    private static boolean identifiedByHeader(HttpServletRequest request) {
        return HttpServletRequest.BASIC_AUTH.equals(request.getAuthType())
                || hasCredentials(request) && !request.isRequestedSessionIdValid();
    }

    // Jira ignores schemes that it does not know: such a header proves nothing beside a "remember me" cookie.
    private static boolean hasCredentials(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && (header.regionMatches(true, 0, "Basic ", 0, 6) || header.regionMatches(true, 0, "Bearer ", 0, 7));
    }

    private void confirmed(HttpServletRequest request) {
        try {
            websudo.willExecuteWebSudoRequest(request);
        } catch (WebSudoSessionException e) {
            throw new Refusal(401, "Confirm your password: open the DVCS accounts page again.", WEBSUDO);
        }
    }

    /** A page of another origin cannot send this header without asking first, so it proves that no form was forged. */
    private static void change(HttpServletRequest request) {
        if (!"no-check".equals(request.getHeader("X-Atlassian-Token"))) {
            throw new Refusal(403, "A change needs the header “X-Atlassian-Token: no-check”.");
        }
    }
}
