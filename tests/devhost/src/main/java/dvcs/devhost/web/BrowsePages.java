package dvcs.devhost.web;

import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.user.ApplicationUser;
import dvcs.devhost.jira.HostIssue;
import dvcs.devhost.jira.HostProject;
import dvcs.devhost.jira.JiraData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Dashboard, projects, a project's issues, and the way to an issue. */
final class BrowsePages {
    private static final int SHOWN = 50;

    private final Chrome chrome;
    private final JiraData jira;
    private final IssuePage issuePage;
    private final Xsrf xsrf;

    BrowsePages(Chrome chrome, JiraData jira, IssuePage issuePage, Xsrf xsrf) {
        this.chrome = chrome;
        this.jira = jira;
        this.issuePage = issuePage;
        this.xsrf = xsrf;
    }

    private List<HostProject> visible(ApplicationUser user) {
        return jira.projects().all().stream()
                .filter(p -> jira.permissions().hasPermission(ProjectPermissions.BROWSE_PROJECTS, p, user))
                .toList();
    }

    void dashboard(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        projects(request, response, user, "System Dashboard");
    }

    void projects(HttpServletRequest request, HttpServletResponse response, ApplicationUser user, String title)
            throws IOException {
        StringBuilder rows = new StringBuilder();
        for (HostProject project : visible(user)) {
            rows.append(Html.fill(
                    "<tr><td><a href=\"{0}/browse/{1}\">{2}</a></td><td>{1}</td><td>Software</td><td>{3}</td></tr>",
                    request.getContextPath(), project.key(), project.name(), project.issues()));
        }
        String list = rows.isEmpty()
                ? Html.fill(
                        "<p>No projects that you may see. <a href=\"{0}/login.jsp\">Log in</a>.</p>",
                        request.getContextPath())
                : table(rows, "Project", "Key", "Type", "Issues");
        chrome.write(
                request,
                response,
                user,
                new Chrome.Page(
                        title,
                        "",
                        Set.of("jira.dashboard"),
                        "",
                        Html.insert(
                                "<main id=\"content\" class=\"host-pad\"><h1>{0}</h1>{1}</main>",
                                Html.escape(title), list)));
    }

    /** {@code /browse/KEY} or {@code /browse/KEY-1}; a former key leads to the present one, as in Jira. */
    void browse(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        String key = request.getPathInfo().substring("/browse/".length());
        Optional<HostProject> project = jira.projects().byKey(key);
        Optional<HostIssue> issue = jira.issues().byKey(key);
        boolean seen = project.isPresent() && visible(user).contains(project.get())
                || issue.isPresent()
                        && jira.permissions().hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue.get(), user);
        if (!seen && user == null) {
            response.sendRedirect(request.getContextPath() + Authentication.LOGIN
                    + "?permissionViolation=true&os_destination=" + Html.urlEncode(Authentication.here(request)));
        } else if (!seen) {
            chrome.message(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_NOT_FOUND,
                    "You can't view this issue",
                    "It may have been deleted or you don't have permission to view it.");
        } else if (issue.isPresent() && !issue.get().getKey().equals(key)) {
            response.sendRedirect(
                    request.getContextPath() + "/browse/" + issue.get().getKey());
        } else if (issue.isPresent()) {
            issuePage.write(request, response, user, issue.get());
        } else {
            list(request, response, user, project.get());
        }
    }

    private void list(
            HttpServletRequest request, HttpServletResponse response, ApplicationUser user, HostProject project)
            throws IOException {
        int start = 0;
        if (request.getParameter("start") != null
                && request.getParameter("start").matches("[0-9]{1,7}")) {
            start = Integer.parseInt(request.getParameter("start"));
        }
        StringBuilder rows = new StringBuilder();
        for (int number = start + 1; number <= Math.min(start + SHOWN, project.issues()); number++) {
            HostIssue issue = jira.issues().byKey(project.key() + '-' + number).orElseThrow();
            rows.append(Html.fill(
                    "<tr><td><a href=\"{0}/browse/{1}\">{1}</a></td><td>{2}</td><td><span class=\"aui-lozenge"
                            + " aui-lozenge-subtle\">{3}</span></td></tr>",
                    request.getContextPath(),
                    issue.getKey(),
                    issue.getSummary(),
                    issue.getStatus().getName()));
        }
        String next = start + SHOWN < project.issues()
                ? Html.fill("<p><a href=\"?start={0}\">Next {1}</a></p>", start + SHOWN, SHOWN)
                : "";
        chrome.write(
                request,
                response,
                user,
                new Chrome.Page(
                        project.name(),
                        "",
                        Set.of(),
                        "",
                        Html.insert(
                                "<main id=\"content\" class=\"host-pad\"><h1>{0}</h1>{1}{2}</main>",
                                Html.escape(project.name()), table(rows, "Key", "Summary", "Status"), next)));
    }

    private static String table(CharSequence rows, String... headings) {
        return "<table class=\"aui\"><thead><tr><th>" + String.join("</th><th>", headings) + "</th></tr></thead><tbody>"
                + rows + "</tbody></table>";
    }

    /** A workflow button of the issue page. */
    void transition(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        String id = request.getParameter("id");
        String action = request.getParameter("action");
        if (!xsrf.accepts(request)
                || id == null
                || action == null
                || !id.matches("[0-9]{1,18}")
                || !action.matches("[0-9]{1,9}")) {
            chrome.message(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_FORBIDDEN,
                    "XSRF Security Token Missing",
                    "The form must be sent again from the issue's page.");
            return;
        }
        var validated = jira.workflow().validateTransition(user, Long.valueOf(id), Integer.parseInt(action), null);
        if (!validated.isValid()) {
            chrome.message(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "Workflow Action Invalid",
                    String.join(" ", validated.getErrorCollection().getErrorMessages()));
            return;
        }
        response.sendRedirect(request.getContextPath() + "/browse/"
                + jira.workflow().transition(user, validated).getIssue().getKey());
    }
}
