package dvcs.devhost;

import com.atlassian.audit.api.AuditService;
import com.atlassian.beehive.ClusterLockService;
import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.jira.config.util.JiraHome;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.comments.CommentManager;
import com.atlassian.jira.issue.worklog.WorklogManager;
import com.atlassian.jira.project.ProjectManager;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.groups.GroupManager;
import com.atlassian.jira.security.xsrf.XsrfTokenGenerator;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.atlassian.jira.workflow.WorkflowManager;
import com.atlassian.plugin.PluginAccessor;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.license.LicenseHandler;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.sal.api.xsrf.XsrfTokenAccessor;
import com.atlassian.sal.api.xsrf.XsrfTokenValidator;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.HostTables;
import dvcs.devhost.db.Transactions;
import dvcs.devhost.jira.Comments;
import dvcs.devhost.jira.CurrentUser;
import dvcs.devhost.jira.Issues;
import dvcs.devhost.jira.JiraData;
import dvcs.devhost.jira.Permissions;
import dvcs.devhost.jira.Projects;
import dvcs.devhost.jira.ThreadLocals;
import dvcs.devhost.jira.Users;
import dvcs.devhost.jira.Workflow;
import dvcs.devhost.jira.Worklogs;
import dvcs.devhost.platform.ClusterJobs;
import dvcs.devhost.platform.HostAudit;
import dvcs.devhost.platform.HostCluster;
import dvcs.devhost.platform.HostEvents;
import dvcs.devhost.platform.HostHome;
import dvcs.devhost.platform.HostI18n;
import dvcs.devhost.platform.HostLocks;
import dvcs.devhost.platform.HostProperties;
import dvcs.devhost.platform.HostScheduler;
import dvcs.devhost.platform.HostSettings;
import dvcs.devhost.platform.JiraProperties;
import dvcs.devhost.plugin.PluginContainer;
import dvcs.devhost.plugin.Presence;
import dvcs.devhost.web.Authentication;
import dvcs.devhost.web.PageResources;
import dvcs.devhost.web.Site;
import dvcs.devhost.web.WebServer;
import dvcs.devhost.web.WebSudo;
import dvcs.devhost.web.Xsrf;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds the host's services; the map is what a plugin may import. Database and HostI18n are there for the host
 * itself: no plugin sees their packages.
 */
final class HostServices {
    private final Map<Class<?>, Object> byType = new HashMap<>();
    private final HostProperties properties;
    private final HostI18n i18n = new HostI18n();
    private final CurrentUser currentUser;
    private final JiraData jira;
    private final Authentication authentication;
    private final WebSudo webSudo = new WebSudo(Clock.systemUTC());
    private final Xsrf xsrf = new Xsrf();
    private final Presence presence = new Presence();
    private final HostAudit audit;

    HostServices(DevHostOptions options, HostHome home, Database db, String fallbackUrl) {
        HostTables.create(db);
        HostSettings settings = new HostSettings(db);
        properties = new HostProperties(settings, options.baseUrl(), fallbackUrl, WebServer.isJakarta());
        Users users = new Users();
        currentUser = new CurrentUser(users, i18n);
        authentication = new Authentication(users, properties);
        Permissions permissions = new Permissions();
        Projects projects = new Projects(db, options.projects());
        Issues issues = new Issues(db, projects, users);
        HostEvents events = new HostEvents();
        Comments comments = new Comments(db, issues, users, permissions, events);
        Worklogs worklogs = new Worklogs(db, issues, users, permissions, events);
        Workflow workflow = new Workflow(issues, permissions, comments);
        jira = new JiraData(users, permissions, projects, issues, comments, worklogs, workflow);
        HostCluster cluster = new HostCluster();
        add(db, Database.class);
        add(i18n, HostI18n.class, I18nResolver.class, LocaleResolver.class);
        add(settings, PluginSettingsFactory.class);
        add(properties, ApplicationProperties.class, LicenseHandler.class);
        add(users, com.atlassian.jira.user.util.UserManager.class, UserSearchService.class, GroupManager.class);
        add(currentUser, JiraAuthenticationContext.class, UserManager.class);
        add(new ThreadLocals(currentUser), JiraThreadLocalUtil.class);
        add(permissions, PermissionManager.class, GlobalPermissionManager.class);
        add(projects, ProjectManager.class);
        add(issues, IssueManager.class);
        add(comments, CommentService.class, CommentManager.class);
        add(worklogs, WorklogService.class, WorklogManager.class);
        add(workflow, IssueService.class, WorkflowManager.class, IssueWorkflowManager.class);
        add(events, EventPublisher.class);
        add(cluster, ClusterManager.class);
        add(new HostLocks(db, cluster), ClusterLockService.class);
        add(new HostScheduler(new ClusterJobs(db)), SchedulerService.class);
        add(new JiraProperties(settings), com.atlassian.jira.config.properties.ApplicationProperties.class);
        add(new Transactions(db), TransactionalExecutorFactory.class);
        add(home, JiraHome.class);
        add(authentication, LoginUriProvider.class);
        add(webSudo, WebSudoManager.class);
        add(xsrf, XsrfTokenGenerator.class, XsrfTokenAccessor.class, XsrfTokenValidator.class);
        add(new PageResources(), PageBuilderService.class);
        add(presence, PluginAccessor.class);
        audit = new HostAudit(currentUser);
        add(audit, AuditService.class);
    }

    private void add(Object service, Class<?>... types) {
        for (Class<?> type : types) {
            byType.put(type, type.cast(service));
        }
    }

    Map<Class<?>, Object> byType() {
        return byType;
    }

    HostProperties properties() {
        return properties;
    }

    Site site(PluginContainer container, Consumer<Path> install, Path aui) {
        presence.watch(container);
        return Site.of(currentUser, authentication, webSudo, xsrf, properties, i18n, jira, container, install, aui, audit);
    }
}
