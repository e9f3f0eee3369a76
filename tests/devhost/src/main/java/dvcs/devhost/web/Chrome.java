package dvcs.devhost.web;

import com.atlassian.jira.user.ApplicationUser;
import dvcs.devhost.jira.HostUser;
import dvcs.devhost.platform.HostProperties;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The frame of every page: header, banner, footer, AUI and the plugin's resources. */
final class Chrome {
    private static final String LAYOUT = Assets.text("layout.html");
    private static final String USER_MENU =
            """
            <li id="user-options"><a class="host-user" href="#" aria-controls="user-options-content" title="{1}"
            aria-haspopup="true" data-aui-trigger><span class="host-avatar" aria-hidden="true">{2}</span>{1}</a>
            <aui-dropdown-menu id="user-options-content"><aui-item-link href="{0}/logout">Log Out</aui-item-link>
            </aui-dropdown-menu></li>""";

    private final HostProperties properties;
    private final Xsrf xsrf;
    private final WebResources resources;

    Chrome(HostProperties properties, Xsrf xsrf, WebResources resources) {
        this.properties = properties;
        this.xsrf = xsrf;
        this.resources = resources;
    }

    /**
     * @param contexts web-resource contexts of the page, beside atl.general
     * @param head further HTML of the head
     */
    record Page(String title, String bodyClass, Set<String> contexts, String head, String body) {}

    void write(HttpServletRequest request, HttpServletResponse response, ApplicationUser user, Page page)
            throws IOException {
        String context = request.getContextPath();
        Set<String> contexts = new LinkedHashSet<>(page.contexts());
        contexts.add("atl.general");
        contexts.addAll(PageResources.contexts());
        String head = resources.tags(context, contexts, PageResources.modules()) + page.head();
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.getWriter()
                .write(Html.insert(
                        LAYOUT.replace("@language@", user instanceof HostUser host ? host.locale().getLanguage() : "en"),
                        Html.escape(page.title()),
                        Html.escape(context),
                        Html.escape(properties.baseUrl()),
                        user == null ? "" : Html.escape(user.getName()),
                        Html.escape(xsrf.ensure(request, response)),
                        head,
                        Html.escape(page.bodyClass()),
                        Html.escape(properties.getVersion()),
                        userMenu(context, user),
                        page.body()));
    }

    private static String userMenu(String context, ApplicationUser user) {
        if (user == null) {
            return Html.fill("<li><a class=\"login-link\" href=\"{0}/login.jsp\">Log In</a></li>", context);
        }
        String admin = user instanceof HostUser host && host.isAdministrator()
                ? Html.fill(
                        "<li id=\"system-admin-menu\"><a href=\"{0}/secure/admin/ViewApplications.jspa\""
                                + " title=\"Administration\"><span class=\"aui-icon aui-icon-small"
                                + " aui-iconfont-configure\">Administration</span></a></li>",
                        context)
                : "";
        String avatar = user.getDisplayName().substring(0, 1);
        return admin + Html.fill(USER_MENU, context, user.getDisplayName(), avatar);
    }

    /** A page of a few words. */
    void message(
            HttpServletRequest request,
            HttpServletResponse response,
            ApplicationUser user,
            int status,
            String title,
            String text)
            throws IOException {
        response.setStatus(status);
        String body = Html.fill(
                "<main id=\"content\" class=\"host-pad\"><div class=\"aui-message aui-message-{2}\"><p"
                        + " class=\"title\"><strong>{0}</strong></p><p>{1}</p></div></main>",
                title, text, status >= 400 ? "error" : "info");
        write(request, response, user, new Page(title, "", Set.of(), "", body));
    }
}
