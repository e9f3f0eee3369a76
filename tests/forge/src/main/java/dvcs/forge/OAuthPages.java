package dvcs.forge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The way of a browser: log-in ({@code /users/sign_in}; a user's password is the user name) and {@code /oauth/authorize} with
 * its question. As at GitLab, whoever has granted the same before is not asked again.
 */
final class OAuthPages {
    private static final String COOKIE = "_gitlab_session";

    private final World world;
    private final OAuth oauth;
    private final String prefix;
    private final BrowserSessions sessions = new BrowserSessions();

    /** {@code prefix}: the path that the forge is reached below, or nothing. */
    OAuthPages(World world, OAuth oauth, String prefix) {
        this.world = world;
        this.oauth = oauth;
        this.prefix = prefix;
    }

    Answer signInPage(Request request) {
        return signInPage(sessions.of(cookie(request)), 200, "");
    }

    private Answer signInPage(BrowserSessions.Session session, int status, String problem) {
        String alert = problem.isEmpty() ? "" : "<p role=\"alert\">" + Page.escape(problem) + "</p>\n";
        String fields = """
                <p><label for="user_login">Username or primary email</label>
                <input id="user_login" name="user[login]" autocomplete="username" required></p>
                <p><label for="user_password">Password</label>
                <input id="user_password" name="user[password]" type="password" autocomplete="current-password" required></p>
                <button type="submit">Sign in</button>
                """;
        return with(session, Page.of(status, "Sign in", "<h1>Sign in</h1>\n" + alert
                + Page.form(prefix + "/users/sign_in", Map.of("authenticity_token", session.token()), fields)));
    }

    Answer signIn(Request request, Parameters form) {
        BrowserSessions.Session session = sessions.of(cookie(request));
        if (!session.token().equals(form.text("authenticity_token", ""))) {
            return tampered();
        }
        String login = form.text("user[login]", "");
        User user = world.user(login.replaceFirst("@example\\.com$", "")).orElse(null);
        if (user == null || !user.username().equals(form.text("user[password]", ""))) {
            return signInPage(session, 422, "Invalid login or password.");
        }
        return with(sessions.signIn(session, user), redirect(session.returnTo() == null ? prefix + "/" : session.returnTo()));
    }

    /** {@code address}: path and query of this request, to come back to. */
    Answer authorize(Request request, Parameters query, String address) {
        OAuthApplication application = oauth.application(query.text("client_id", "")).orElse(null);
        String redirectUri = query.text("redirect_uri", "");
        if (application == null) {
            return problem(OAuthRefusal.INVALID_CLIENT);
        }
        if (!application.redirectUris().contains(redirectUri)) {
            return problem(OAuthRefusal.INVALID_REDIRECT_URI);
        }
        Set<String> scopes = scopes(application, query);
        if (!application.scopes().containsAll(scopes)) {
            return problem(OAuthRefusal.INVALID_SCOPE);
        }
        if (!query.text("response_type", "").equals("code")) {
            return back(query, "error", OAuthRefusal.UNSUPPORTED_RESPONSE_TYPE);
        }
        BrowserSessions.Session session = sessions.of(cookie(request));
        if (session.user() == null) {
            return with(sessions.returnTo(session, prefix + address), redirect(prefix + "/users/sign_in"));
        }
        if (oauth.isGranted(application, session.user(), scopes)) {
            return granted(application, session.user(), scopes, query);
        }
        return with(session, question(application, session, scopes, query));
    }

    private Answer question(OAuthApplication application, BrowserSessions.Session session, Set<String> scopes, Parameters query) {
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("authenticity_token", session.token());
        for (String name : new String[] {"client_id", "redirect_uri", "state", "response_type", "scope", "code_challenge", "code_challenge_method"}) {
            if (query.has(name)) {
                hidden.put(name, query.text(name, ""));
            }
        }
        String allow = Page.form(prefix + "/oauth/authorize", hidden, "<button type=\"submit\">Authorize</button>\n");
        hidden.put("_method", "delete");
        String deny = Page.form(prefix + "/oauth/authorize", hidden, "<button type=\"submit\">Deny</button>\n");
        String list = scopes.stream().map(scope -> "<li>" + Page.escape(scope) + "</li>").collect(Collectors.joining());
        return Page.of(200, "Authorize", "<h1>Authorize " + Page.escape(application.name()) + " to use your account?</h1>\n<p>Signed in as "
                + Page.escape(session.user().username()) + ". This application will be able to:</p>\n<ul>" + list + "</ul>\n" + allow + deny);
    }

    /** The answer to the question. */
    Answer decide(Request request, Parameters form) {
        BrowserSessions.Session session = sessions.of(cookie(request));
        OAuthApplication application = oauth.application(form.text("client_id", "")).orElse(null);
        boolean genuine = session.user() != null && session.token().equals(form.text("authenticity_token", ""))
                && application != null && application.redirectUris().contains(form.text("redirect_uri", ""));
        if (!genuine) {
            return tampered();
        }
        if (form.text("_method", "").equals("delete")) {
            return back(form, "error", OAuthRefusal.ACCESS_DENIED);
        }
        return granted(application, session.user(), scopes(application, form), form);
    }

    private Answer granted(OAuthApplication application, User user, Set<String> scopes, Parameters asked) {
        String challenge = asked.text("code_challenge", null);
        if (challenge != null && !asked.text("code_challenge_method", "plain").equals("S256")) {
            return back(asked, "error", OAuthRefusal.INVALID_REQUEST);
        }
        String redirectUri = asked.text("redirect_uri", "");
        return back(asked, "code=" + oauth.code(application, user, redirectUri, scopes, challenge));
    }

    private static Answer back(Parameters asked, String name, OAuthRefusal refusal) {
        String sentence = refusal.sentence.formatted("code_challenge_method");
        return back(asked, name + "=" + refusal.code() + "&error_description=" + Urls.encode(sentence));
    }

    private static Answer back(Parameters asked, String result) {
        String redirectUri = asked.text("redirect_uri", "");
        String state = asked.has("state") ? "&state=" + Urls.encode(asked.text("state", "")) : "";
        return redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + result + state);
    }

    private static Set<String> scopes(OAuthApplication application, Parameters asked) {
        String wanted = asked.text("scope", "").strip();
        return wanted.isEmpty() ? application.scopes() : new TreeSet<>(Arrays.asList(wanted.split("[ +]+")));
    }

    /** Never a redirect: the address may be anybody's. */
    private static Answer problem(OAuthRefusal refusal) {
        return Page.of(refusal.status, "Error", "<h1>An error has occurred</h1>\n<p>" + Page.escape(refusal.sentence) + "</p>\n");
    }

    private static Answer tampered() {
        return Page.of(422, "The change you requested was rejected (422)", "<h1>422: The change you requested was rejected.</h1>\n");
    }

    private static Answer redirect(String to) {
        return Answer.empty(302).header("Location", to).header("Cache-Control", "no-store");
    }

    private Answer with(BrowserSessions.Session session, Answer answer) {
        return answer.header("Set-Cookie", COOKIE + "=" + session.id() + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private static String cookie(Request request) {
        String header = request.getHeaders().get(HttpHeader.COOKIE);
        if (header == null) {
            return "";
        }
        return Arrays.stream(header.split(";")).map(String::strip).filter(each -> each.startsWith(COOKIE + "="))
                .map(each -> each.substring(COOKIE.length() + 1)).findFirst().orElse("");
    }
}
