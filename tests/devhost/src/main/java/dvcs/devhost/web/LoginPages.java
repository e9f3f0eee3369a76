package dvcs.devhost.web;

import com.atlassian.jira.user.ApplicationUser;
import dvcs.devhost.jira.HostUser;
import dvcs.devhost.jira.Users;
import java.io.IOException;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Log in, log out, and the administrator's second question. Field names as in Jira's forms [S in public UI tests]. */
final class LoginPages {
    private static final String FORM =
            """
            <main id="content"><div class="host-narrow"><form class="aui top-label" method="post" action="{0}" id="{1}">
            <h1>{2}</h1>{3}{4}
            <div class="buttons-container"><div class="buttons">
            <button class="aui-button aui-button-primary" type="submit" id="{5}">{6}</button>
            </div></div>
            </form></div></main>
            """;
    private static final String NAME = "<div class=\"field-group\"><label"
            + " for=\"login-form-username\">Username</label><input class=\"text medium-field\" type=\"text\""
            + " id=\"login-form-username\" name=\"os_username\" autocomplete=\"username\"></div>";

    private final Chrome chrome;
    private final Authentication authentication;
    private final WebSudo webSudo;
    private final Xsrf xsrf;
    private final Users users;

    LoginPages(Chrome chrome, Authentication authentication, WebSudo webSudo, Xsrf xsrf, Users users) {
        this.chrome = chrome;
        this.authentication = authentication;
        this.webSudo = webSudo;
        this.xsrf = xsrf;
        this.users = users;
    }

    void logIn(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        String destination = request.getParameter("os_destination");
        if (destination == null
                && request.getSession(false) != null
                && request.getSession().getAttribute("os_security_originalurl") instanceof String original) {
            destination = original;
        }
        String problem = "";
        if (request.getMethod().equals("POST")) {
            if (authentication.logIn(
                    request, request.getParameter("os_username"), request.getParameter("os_password"))) {
                request.getSession().removeAttribute("os_security_originalurl");
                response.sendRedirect(request.getContextPath() + Authentication.local(destination));
                return;
            }
            problem = message("error", "Sorry, your username and password are incorrect - please try again.");
        } else if (request.getParameter("permissionViolation") != null) {
            problem = message(
                    "warning",
                    user == null
                            ? "You must log in to access this page."
                            : "The user " + user.getName()
                                    + " has not the permission for that page. Log in as another user.");
        }
        String fields = NAME + password("login-form-password", "os_password") + hidden("os_destination", destination);
        show(
                request,
                response,
                user,
                "Log in",
                Html.insert(
                        FORM,
                        Html.escape(request.getContextPath() + Authentication.LOGIN),
                        "login-form",
                        "Welcome to Jira",
                        problem,
                        fields,
                        "login-form-submit",
                        "Log In"));
    }

    void logOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        authentication.logOut(request);
        response.sendRedirect(request.getContextPath() + Authentication.LOGIN);
    }

    void webSudo(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        if (!(user instanceof HostUser administrator) || !administrator.isAdministrator()) {
            response.sendRedirect(request.getContextPath() + Authentication.LOGIN
                    + "?permissionViolation=true&os_destination=" + Html.urlEncode(Authentication.here(request)));
            return;
        }
        String destination = request.getParameter("webSudoDestination");
        String problem = "";
        if (request.getMethod().equals("POST")) {
            String password = request.getParameter("webSudoPassword");
            if (xsrf.accepts(request)
                    && users.logIn(administrator.name(), password == null ? "" : password)
                            .isPresent()) {
                webSudo.confirm(request.getSession());
                response.sendRedirect(request.getContextPath() + Authentication.local(destination));
                return;
            }
            problem = message("error", "The password you entered is incorrect.");
        }
        String fields = Html.fill("<p>To protect Jira, please confirm that you are {0}.</p>", administrator.fullName())
                + password("login-form-authenticatePassword", "webSudoPassword")
                + hidden("webSudoDestination", destination)
                + hidden("atl_token", xsrf.ensure(request, response));
        show(
                request,
                response,
                user,
                "Administrator Access",
                Html.insert(
                        FORM,
                        Html.escape(request.getContextPath() + WebSudo.PATH),
                        "login-form",
                        "Administrator Access",
                        problem,
                        fields,
                        "login-form-submit",
                        "Confirm"));
    }

    private void show(
            HttpServletRequest request, HttpServletResponse response, ApplicationUser user, String title, String body)
            throws IOException {
        chrome.write(request, response, user, new Chrome.Page(title, "page-type-login", Set.of(), "", body));
    }

    private static String message(String kind, String text) {
        return Html.fill("<div class=\"aui-message aui-message-{0}\"><p>{1}</p></div>", kind, text);
    }

    private static String password(String id, String name) {
        return Html.fill(
                "<div class=\"field-group\"><label for=\"{0}\">Password</label><input class=\"text medium-field\""
                        + " type=\"password\" id=\"{0}\" name=\"{1}\" autocomplete=\"current-password\"></div>",
                id, name);
    }

    private static String hidden(String name, String value) {
        return value == null ? "" : Html.fill("<input type=\"hidden\" name=\"{0}\" value=\"{1}\">", name, value);
    }
}
