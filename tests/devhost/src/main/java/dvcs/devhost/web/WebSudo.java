package dvcs.devhost.web;

import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.sal.api.websudo.WebSudoSessionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/**
 * Secure administrator sessions: the password once more, good for 10 minutes from the last use [D]. HTTP Basic needs
 * none (the plan's contract; in Jira a request without a session has no place to remember it either [K]).
 */
public final class WebSudo implements WebSudoManager {
    static final String PATH = "/secure/admin/WebSudoAuthenticate!default.jspa";
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final String UNTIL = "host.websudo.until";

    private final Clock clock;

    public WebSudo(Clock clock) {
        this.clock = clock;
    }

    void confirm(HttpSession session) {
        session.setAttribute(UNTIL, clock.instant().plus(LENGTH));
    }

    void drop(HttpSession session) {
        session.removeAttribute(UNTIL);
    }

    @Override
    public boolean canExecuteRequest(HttpServletRequest request) {
        if (Authentication.isBasic(request)) {
            return true;
        }
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(UNTIL) instanceof java.time.Instant until
                && clock.instant().isBefore(until);
    }

    @Override
    public void willExecuteWebSudoRequest(HttpServletRequest request) throws WebSudoSessionException {
        if (!canExecuteRequest(request)) {
            throw new WebSudoSessionException("Not in a WebSudo session");
        }
        if (!Authentication.isBasic(request)) {
            confirm(request.getSession());
        }
    }

    @Override
    public void enforceWebSudoProtection(HttpServletRequest request, HttpServletResponse response) {
        try {
            response.sendRedirect(request.getContextPath() + PATH + "?webSudoDestination="
                    + Html.urlEncode(Authentication.here(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
