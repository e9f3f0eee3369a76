package dvcs.web;

import com.atlassian.annotations.security.AdminOnly;
import dvcs.api.Authorisations;
import dvcs.api.Authorisations.Landing;
import dvcs.plugin.Root;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /plugins/servlet/dvcs/oauth/callback}: where a forge sends the browser of the administrator who was there. A GET that changes
 * something: its state is the proof that this very person began it here. The page it leads to is told by codes only.
 */
@AdminOnly
public final class OAuthCallbackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 4_000;

    private final transient Web web;
    private final transient Authorisations authorisations;

    public OAuthCallbackServlet(Root root) {
        this(root.web(), root.authorisations());
    }

    OAuthCallbackServlet(Web web, Authorisations authorisations) {
        this.web = web;
        this.authorisations = authorisations;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer"); // the address holds the code
        try {
            web.guard().administrator(request);
        } catch (Refusal e) {
            web.refuse(e, here(request), request, response);
            return;
        }
        Landing landing = authorisations.finish(web.guard().user(request),
                new Authorisations.Return(parameter(request, "state"), parameter(request, "code"), parameter(request, "error")));
        if (landing.account() != 0) {
            web.auditing().authorised(landing.account(), landing.isNew());
        }
        String query = landing.account() == 0 ? "failed=" + landing.failure().name().toLowerCase(Locale.ROOT)
                : (landing.isNew() ? "added=" : "authorised=") + landing.account();
        response.sendRedirect(request.getContextPath() + "/plugins/servlet/dvcs/accounts?" + query);
    }

    /** With what the forge sent, so that it is not lost while the person logs in. */
    private static URI here(HttpServletRequest request) {
        String query = request.getQueryString();
        return URI.create(request.getRequestURL() + (query == null || query.length() > LONGEST ? "" : "?" + query));
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
