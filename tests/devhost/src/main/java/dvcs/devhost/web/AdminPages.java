package dvcs.devhost.web;

import com.atlassian.jira.user.ApplicationUser;
import dvcs.devhost.platform.HostI18n;
import dvcs.devhost.plugin.Fragments;
import dvcs.devhost.plugin.InstalledPlugin;
import dvcs.devhost.plugin.Module;
import dvcs.devhost.plugin.PluginContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Administration: the tabs and, on the left, the sections of one of them with the plugin's items (jira-platform.md
 * 2.3: Applications > Integrations [S]). Jira's own entries are there so that the page looks right; they lead to a
 * page that says that they are not emulated.
 */
final class AdminPages {
    private static final String BODY = Assets.text("admin.html");
    private static final String APPS = "/secure/admin/ViewApplications.jspa";
    private static final String PLUGINS = "/plugins/servlet/upm";
    private static final String ELSEWHERE = "/secure/admin/NotEmulated.jspa?page=";

    /** A tab: address, place of its sections, own sections with their own entries. */
    private record Tab(String name, String path, String location, Map<String, List<String>> sections) {}

    private static final List<Tab> TABS = List.of(
            new Tab(
                    "Applications",
                    APPS,
                    "admin_applications_section",
                    sections(
                            "admin_applications_license_section", "Applications|Versions & licenses|Application access",
                            "admin_applications_integrations_section", "Integrations|Application links|Webhooks")),
            new Tab("Projects", ELSEWHERE + "Projects", "admin_project_menu", Map.of()),
            new Tab("Issues", ELSEWHERE + "Issues", "admin_issues_menu", Map.of()),
            new Tab("Manage apps", PLUGINS, "admin_plugins_menu", Map.of()),
            new Tab("User management", ELSEWHERE + "User management", "admin_users_menu", Map.of()),
            new Tab("System", ELSEWHERE + "System", "admin_system_menu", Map.of()));

    private final Chrome chrome;
    private final PluginContainer container;
    private final HostI18n i18n;

    AdminPages(Chrome chrome, PluginContainer container, HostI18n i18n) {
        this.chrome = chrome;
        this.container = container;
        this.i18n = i18n;
    }

    private static Map<String, List<String>> sections(String... pairs) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            sections.put(pairs[i], List.of(pairs[i + 1].split("\\|")));
        }
        return sections;
    }

    /** Host's pages below /secure/admin and the app manager. */
    void serve(HttpServletRequest request, HttpServletResponse response, ApplicationUser user) throws IOException {
        String path = request.getPathInfo();
        if (path.equals(PLUGINS)) {
            write(request, response, user, "Manage apps", "", apps(), request.getRequestURI());
        } else if (path.equals(APPS)) {
            write(
                    request,
                    response,
                    user,
                    "Applications",
                    "",
                    "<h2>Versions &amp; licenses</h2><p>The development host has no licence. Choose an entry on the"
                            + " left.</p>",
                    request.getRequestURI());
        } else {
            String page = request.getParameter("page");
            write(
                    request,
                    response,
                    user,
                    page == null ? "Administration" : page,
                    "",
                    "<div class=\"aui-message aui-message-info\"><p>The development host does not emulate this"
                            + " page.</p></div>",
                    request.getRequestURI());
        }
    }

    private String apps() {
        Map<String, Object> status = container.status();
        StringBuilder rows = new StringBuilder();
        status.forEach((name, value) -> {
            if (value != null) {
                rows.append(Html.fill("<tr><th>{0}</th><td>{1}</td></tr>", name, value));
            }
        });
        return "<h2>Manage apps</h2><table class=\"aui\"><tbody>" + rows + "</tbody></table>";
    }

    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ApplicationUser user,
            String title,
            String head,
            String content,
            String uri)
            throws IOException {
        String context = request.getContextPath();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("user", user);
        Tab shown = TABS.get(0);
        String menu = menu(TABS.get(0), context, uri, view);
        for (Tab tab : TABS) {
            String candidate = menu(tab, context, uri, view);
            if (candidate.contains("aui-nav-selected") || uri.equals(context + tab.path())) {
                shown = tab;
                menu = candidate;
                break;
            }
        }
        StringBuilder tabs = new StringBuilder();
        for (Tab tab : TABS) {
            tabs.append(Html.fill(
                    tab == shown
                            ? "<li class=\"aui-nav-selected\"><a href=\"{0}\">{1}</a></li>"
                            : "<li><a href=\"{0}\">{1}</a></li>",
                    context + tab.path(),
                    tab.name()));
        }
        String body = Html.insert(BODY, tabs.toString(), menu, content);
        chrome.write(request, response, user, new Chrome.Page(title, "admin-page", Set.of("atl.admin"), head, body));
    }

    private String menu(Tab tab, String context, String uri, Map<String, Object> view) {
        InstalledPlugin plugin = container.plugin();
        StringBuilder menu = new StringBuilder();
        tab.sections().forEach((key, texts) -> {
            List<String> items = new ArrayList<>();
            texts.stream()
                    .skip(1)
                    .forEach(text -> items.add(item(context + ELSEWHERE + Html.urlEncode(text), text, "", uri)));
            append(menu, plugin, tab.location() + "/" + key, texts.get(0), items, context, uri, view);
        });
        for (Module section : Fragments.at(plugin, "web-section", "location", tab.location(), view)) {
            append(
                    menu,
                    plugin,
                    tab.location() + "/" + section.key(),
                    i18n.getText(section.label()),
                    new ArrayList<>(),
                    context,
                    uri,
                    view);
        }
        return menu.toString();
    }

    private void append(
            StringBuilder menu,
            InstalledPlugin plugin,
            String place,
            String heading,
            List<String> items,
            String context,
            String uri,
            Map<String, Object> view) {
        for (Module item : Fragments.at(plugin, "web-item", "section", place, view)) {
            Module link = item.children("link").get(0);
            String address = link.text().startsWith("/") ? context + link.text() : link.text();
            items.add(item(address, i18n.getText(item.label()), link.attribute("linkId"), uri));
        }
        menu.append(Html.fill("<div class=\"aui-nav-heading\"><strong>{0}</strong></div>", heading))
                .append("<ul class=\"aui-nav\">")
                .append(String.join("", items))
                .append("</ul>");
    }

    private static String item(String address, String label, String id, String uri) {
        String selected = address.equals(uri) ? " class=\"aui-nav-selected\"" : "";
        return "<li" + selected + ">"
                + Html.fill(
                        id.isEmpty() ? "<a href=\"{0}\">{1}</a></li>" : "<a id=\"{2}\" href=\"{0}\">{1}</a></li>",
                        address,
                        label,
                        id);
    }
}
