package dvcs.devhost.web;

import com.atlassian.jira.security.JiraAuthenticationContext;
import dvcs.devhost.jira.JiraData;
import dvcs.devhost.platform.HostAudit;
import dvcs.devhost.platform.HostI18n;
import dvcs.devhost.platform.HostProperties;
import dvcs.devhost.plugin.PluginContainer;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The pages and what they share. */
public record Site(
        JiraAuthenticationContext currentUser,
        Authentication authentication,
        WebSudo webSudo,
        Xsrf xsrf,
        HostProperties properties,
        PluginContainer container,
        Chrome chrome,
        AdminPages admin,
        Decorator decorator,
        BrowsePages browse,
        LoginPages login,
        RestApi rest,
        HostApi hostApi,
        WebResources resources,
        Assets assets) {

    /** @param install installs and enables a jar */
    public static Site of(
            JiraAuthenticationContext currentUser,
            Authentication authentication,
            WebSudo webSudo,
            Xsrf xsrf,
            HostProperties properties,
            HostI18n i18n,
            JiraData jira,
            PluginContainer container,
            Consumer<Path> install,
            Path aui,
            HostAudit audit) {
        WebResources resources = new WebResources(container);
        Chrome chrome = new Chrome(properties, xsrf, resources);
        AdminPages admin = new AdminPages(chrome, container, i18n);
        BrowsePages browse = new BrowsePages(chrome, jira, new IssuePage(chrome, container, jira, i18n), xsrf);
        return new Site(
                currentUser,
                authentication,
                webSudo,
                xsrf,
                properties,
                container,
                chrome,
                admin,
                new Decorator(chrome, admin),
                browse,
                new LoginPages(chrome, authentication, webSudo, xsrf, jira.users()),
                new RestApi(jira, xsrf),
                new HostApi(container, install, audit),
                resources,
                new Assets(aui, WebServer.isJakarta()));
    }
}
