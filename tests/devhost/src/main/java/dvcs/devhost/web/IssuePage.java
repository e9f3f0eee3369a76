package dvcs.devhost.web;

import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.issue.worklog.Worklog;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;
import com.opensymphony.workflow.loader.ActionDescriptor;
import dvcs.devhost.jira.HostIssue;
import dvcs.devhost.jira.JiraData;
import dvcs.devhost.platform.HostI18n;
import dvcs.devhost.plugin.Fragments;
import dvcs.devhost.plugin.InstalledPlugin;
import dvcs.devhost.plugin.Module;
import dvcs.devhost.plugin.PluginContainer;
import dvcs.devhost.plugin.Tabs;
import java.io.IOException;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issue page: ids and classes that plugins and browser tests meet on Jira's are kept where public sources show
 * them [S], the rest is the host's.
 */
final class IssuePage {
    private static final Logger LOG = LoggerFactory.getLogger(IssuePage.class);
    private static final String BODY = Assets.text("issue.html");
    private static final String OWN = "com.atlassian.jira.plugin.system.issuetabpanels:";

    private final Chrome chrome;
    private final PluginContainer container;
    private final JiraData jira;
    private final HostI18n i18n;

    IssuePage(Chrome chrome, PluginContainer container, JiraData jira, HostI18n i18n) {
        this.chrome = chrome;
        this.container = container;
        this.jira = jira;
        this.i18n = i18n;
    }

    /** One dated piece of activity. */
    private record Entry(Date when, String html) {}

    private record TabLink(String key, String label, boolean ajax) {}

    void write(HttpServletRequest request, HttpServletResponse response, ApplicationUser user, HostIssue issue)
            throws IOException {
        List<Tabs.Tab> plugins = Tabs.shown(container.plugin(), issue, user, i18n::getText);
        List<TabLink> tabs = new ArrayList<>(List.of(
                new TabLink(OWN + "all-tabpanel", "All", true),
                new TabLink(OWN + "comment-tabpanel", "Comments", true),
                new TabLink(OWN + "worklog-tabpanel", "Work Log", true)));
        plugins.forEach(tab -> tabs.add(new TabLink(tab.key(), tab.label(), tab.ajax())));
        String wanted = request.getParameter("page");
        TabLink selected =
                tabs.stream().filter(t -> t.key().equals(wanted)).findFirst().orElse(tabs.get(1));
        boolean fragment = request.getHeader("X-PJAX") != null;
        String activity = activity(issue, user, selected.key(), plugins, fragment);
        if (fragment) {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(activity);
            return;
        }
        String context = request.getContextPath();
        StringBuilder tabList = new StringBuilder();
        for (TabLink tab : tabs) {
            tabList.append(Html.fill(
                    "<li class=\"menu-item {0}\" data-key=\"{1}\"><a class=\"{2}\" href=\"{3}\">{4}</a></li>",
                    tab == selected ? "active-tab active" : "",
                    tab.key(),
                    tab.ajax() ? "ajax-activity-content" : "",
                    context + "/browse/" + issue.getKey() + "?page=" + Html.urlEncode(tab.key()),
                    tab.label()));
        }
        String lozenge =
                switch (issue.state().category()) {
                    case "done" -> "aui-lozenge-success";
                    case "indeterminate" -> "aui-lozenge-inprogress";
                    default -> "";
                };
        String body = Html.fill(
                BODY,
                issue.getKey(),
                issue.getSummary(),
                issue.project().key(),
                issue.project().name(),
                issue.getStatus().getName(),
                lozenge,
                issue.getReporter().getDisplayName(),
                date(issue.getCreated()),
                date(issue.getUpdated()),
                context);
        body = body.replace("<!--actions-->", actions(request, user, issue))
                .replace("<!--panels-->", panels(request, user, issue))
                .replace("<!--tabs-->", tabList)
                .replace("<!--activity-->", activity);
        chrome.write(
                request,
                response,
                user,
                new Chrome.Page(
                        "[" + issue.getKey() + "] " + issue.getSummary(),
                        "page-type-issue",
                        Set.of("jira.view.issue"),
                        "",
                        body));
    }

    private String actions(HttpServletRequest request, ApplicationUser user, HostIssue issue) {
        StringBuilder buttons = new StringBuilder();
        String token = String.valueOf(new Xsrf().generateToken(request));
        for (ActionDescriptor action : jira.workflow().getAvailableActions(issue, user)) {
            buttons.append(Html.fill(
                    "<button class=\"aui-button issueaction-workflow-transition\" type=\"submit\" name=\"action\""
                            + " value=\"{0}\">{1}</button>",
                    action.getId(), action.getName()));
        }
        return buttons.isEmpty()
                ? ""
                : Html.fill(
                                "<form method=\"post\" action=\"{0}/secure/WorkflowUIDispatcher.jspa\"><input"
                                        + " type=\"hidden\" name=\"id\" value=\"{1}\"><input type=\"hidden\""
                                        + " name=\"atl_token\" value=\"{2}\"><div class=\"aui-buttons\">",
                                request.getContextPath(), issue.getId(), token)
                        + buttons + "</div></form>";
    }

    private String panels(HttpServletRequest request, ApplicationUser user, HostIssue issue) {
        InstalledPlugin plugin = container.plugin();
        Map<String, Object> context = new HashMap<>();
        context.put("issue", issue);
        context.put("project", issue.getProjectObject());
        context.put("user", user);
        context.put(
                "helper",
                new JiraHelper(
                        request,
                        issue.getProjectObject(),
                        Map.of("issue", issue, "project", issue.getProjectObject())));
        StringBuilder panels = new StringBuilder();
        for (Module panel :
                Fragments.at(plugin, "web-panel", "location", "atl.jira.view.issue.right.context", context)) {
            panels.append(Html.fill(
                            "<div id=\"{0}\" class=\"module toggle-wrap\"><div class=\"mod-header\"><h4"
                                    + " class=\"toggle-title\">{1}</h4></div><div class=\"mod-content\">",
                            panel.key(), i18n.getText(panel.label())))
                    .append(Fragments.panel(plugin, panel, context))
                    .append("</div></div>");
        }
        return panels.toString();
    }

    private String activity(
            HostIssue issue, ApplicationUser user, String tab, List<Tabs.Tab> plugins, boolean asynchronous) {
        List<Entry> entries = new ArrayList<>();
        boolean all = tab.equals(OWN + "all-tabpanel");
        if (all || tab.equals(OWN + "comment-tabpanel")) {
            jira.comments()
                    .getComments(issue)
                    .forEach(comment -> entries.add(new Entry(comment.getCreated(), html(comment))));
        }
        if (all || tab.equals(OWN + "worklog-tabpanel")) {
            jira.worklogs().getByIssue(issue).forEach(log -> entries.add(new Entry(log.getStartDate(), html(log))));
        }
        for (Tabs.Tab plugin : plugins) {
            if (all || plugin.key().equals(tab)) {
                entries.addAll(entries(plugin, issue, user, asynchronous, all));
            }
        }
        if (entries.isEmpty()) {
            return "<p>There are no entries yet on this issue.</p>";
        }
        if (all) {
            entries.sort(Comparator.comparing(Entry::when));
        }
        return String.join("\n", entries.stream().map(Entry::html).toList());
    }

    /** On "All" only actions that want to be there, and those need a time; one that fails costs only its own tab. */
    private static List<Entry> entries(
            Tabs.Tab tab, HostIssue issue, ApplicationUser user, boolean asynchronous, boolean all) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (IssueAction action : tab.actions(issue, user, asynchronous, all)) {
                if (!all) {
                    entries.add(new Entry(null, action.getHtml()));
                } else if (action.isDisplayActionAllTab()) {
                    entries.add(new Entry(action.getTimePerformed(), action.getHtml()));
                }
            }
            return entries;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Issue tab {} failed", tab.key(), e);
            return List.of(new Entry(
                    new Date(),
                    "<div class=\"aui-message aui-message-error\"><p>This tab failed; see the log.</p></div>"));
        }
    }

    private static String html(Comment comment) {
        ApplicationUser author = comment.getAuthorApplicationUser();
        return entry(
                "comment-" + comment.getId(),
                (author == null ? "Anonymous" : author.getDisplayName()) + " added a comment - "
                        + date(comment.getCreated()),
                comment.getBody());
    }

    private String html(Worklog log) {
        long minutes = log.getTimeSpent() / 60;
        String spent = (minutes >= 60 ? minutes / 60 + "h " : "")
                + (minutes % 60 == 0 && minutes > 0 ? "" : minutes % 60 + "m");
        ApplicationUser author = jira.worklogs().author(log);
        return entry(
                "worklog-" + log.getId(),
                (author == null ? "Anonymous" : author.getDisplayName()) + " logged work - " + date(log.getStartDate())
                        + " - Time Spent: " + spent.trim(),
                log.getComment() == null ? "" : log.getComment());
    }

    private static String entry(String id, String head, String body) {
        return Html.fill(
                "<div id=\"{0}\" class=\"issue-data-block activity-comment\"><div><div"
                        + " class=\"action-details\">{1}</div><div class=\"action-body\">{2}</div></div></div>",
                id, head, body);
    }

    /** Jira's default look, d/MMM/yy h:mm a [D]. */
    static String date(Date date) {
        return new SimpleDateFormat("dd/MMM/yy h:mm a", Locale.ENGLISH).format(date);
    }
}
