package dvcs.devhost.web;

import com.atlassian.jira.security.JiraAuthenticationContext;
import dvcs.devhost.jira.HostUser;
import dvcs.devhost.plugin.FilterModule;
import dvcs.devhost.plugin.InstalledPlugin;
import dvcs.devhost.plugin.ServletModule;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Everything below the context path: who asks, the plugin's filters, then the host's page or the plugin's servlet. */
public final class HostServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** For requests that ask for it by this header: nothing inline, nothing from elsewhere. Jira itself has no policy for scripts. */
    private static final String ASKS = "X-Host-Policy";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'";

    private final transient Site site;

    public HostServlet(Site site) {
        this.site = site;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        JiraAuthenticationContext context = site.currentUser();
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        try {
            if ("strict".equals(request.getHeader(ASKS))) {
                response.setHeader("Content-Security-Policy", POLICY);
            }
            if (path.startsWith(Assets.ROOT)) {
                site.assets().serve(request, response);
            } else if (site.authentication().identify(request, response, context)) {
                site.xsrf().ensure(request, response);
                filter(path, request, response);
            }
        } finally {
            context.clearLoggedInUser();
            PageResources.clear();
        }
    }

    private HostUser user() {
        return (HostUser) site.currentUser().getLoggedInUser();
    }

    /** A filter that may not see this caller is passed over [K: what Jira does then is not documented]. */
    private void filter(String path, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        InstalledPlugin plugin = site.container().plugin();
        List<FilterModule> filters = plugin == null
                ? List.of()
                : plugin.filters().stream()
                        .filter(f -> f.matches(path) && Access.of(f.type()).admits(user()))
                        .toList();
        Iterator<FilterModule> rest = filters.iterator();
        FilterChain chain = new FilterChain() {
            @Override
            public void doFilter(javax.servlet.ServletRequest req, javax.servlet.ServletResponse resp)
                    throws IOException, ServletException {
                if (rest.hasNext()) {
                    rest.next().run((HttpServletRequest) req, (HttpServletResponse) resp, this);
                } else {
                    route(path, (HttpServletRequest) req, (HttpServletResponse) resp);
                }
            }
        };
        chain.doFilter(request, response);
    }

    private void route(String path, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (path.equals("/")) {
            response.sendRedirect(request.getContextPath() + "/secure/Dashboard.jspa");
        } else if (path.equals("/secure/Dashboard.jspa")) {
            site.browse().dashboard(request, response, user());
        } else if (path.equals("/projects")) {
            site.browse().projects(request, response, user(), "Projects");
        } else if (path.startsWith("/browse/")) {
            site.browse().browse(request, response, user());
        } else if (path.equals("/quicksearch")) {
            response.sendRedirect(request.getContextPath() + "/browse/"
                    + Html.urlEncode(String.valueOf(request.getParameter("key"))));
        } else if (path.equals("/secure/WorkflowUIDispatcher.jspa")
                && request.getMethod().equals("POST")) {
            site.browse().transition(request, response, user());
        } else if (path.equals(Authentication.LOGIN)) {
            site.login().logIn(request, response, user());
        } else if (path.equals("/logout")) {
            site.login().logOut(request, response);
        } else if (path.equals(WebSudo.PATH)) {
            site.login().webSudo(request, response, user());
        } else if (path.startsWith("/secure/admin/") || path.equals("/plugins/servlet/upm")) {
            admin(request, response);
        } else if (path.startsWith(RestApi.ROOT)) {
            site.rest().serve(request, response, user(), site.properties().baseUrl());
        } else if (path.startsWith(HostApi.ROOT)) {
            site.hostApi().serve(request, response, user());
        } else if (path.startsWith("/download/resources/")) {
            site.resources().serve(request, response);
        } else {
            plugin(path, request, response);
        }
    }

    private void admin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Access.ADMINISTRATOR.admits(user())) {
            toLogIn(request, response);
        } else if (!site.webSudo().canExecuteRequest(request)) {
            site.webSudo().enforceWebSudoProtection(request, response);
        } else {
            site.admin().serve(request, response, user());
        }
    }

    private static void toLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + Authentication.LOGIN
                + "?permissionViolation=true&os_destination=" + Html.urlEncode(Authentication.here(request)));
    }

    /** Refused callers are sent to the log-in page before the servlet exists (jira-platform.md 1.3 [L]). */
    private void plugin(String path, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        InstalledPlugin plugin = site.container().plugin();
        ServletModule servlet = plugin == null
                ? null
                : plugin.servlets().stream()
                        .filter(s -> s.match(path) != null)
                        .findFirst()
                        .orElse(null);
        if (servlet == null) {
            site.chrome()
                    .message(
                            request,
                            response,
                            user(),
                            HttpServletResponse.SC_NOT_FOUND,
                            "Dead link",
                            "There is nothing at this address.");
        } else if (!Access.of(servlet.type()).admits(user())) {
            toLogIn(request, response);
        } else {
            CapturedResponse captured = new CapturedResponse(response);
            servlet.service(servlet.match(path), request, captured);
            String html = captured.html();
            if (html != null && !response.isCommitted()) {
                site.decorator().write(request, response, user(), html);
            }
        }
    }
}
