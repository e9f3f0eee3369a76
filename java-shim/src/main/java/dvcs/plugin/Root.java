package dvcs.plugin;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.audit.api.AuditService;
import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.jira.config.util.JiraHome;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.license.LicenseHandler;
import com.atlassian.sal.api.lifecycle.LifecycleAware;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import dvcs.api.Authorisations;
import dvcs.api.ClientConfigurations;
import dvcs.api.Connector;
import dvcs.api.Hooks;
import dvcs.api.SmartCommits;
import dvcs.bridge.Webhooks;
import dvcs.jira.CommandServices;
import dvcs.jira.HourlyJob;
import dvcs.jira.JiraAudit;
import dvcs.jira.JiraIssues;
import dvcs.jira.JiraSite;
import dvcs.oauth.OAuth;
import dvcs.store.CredentialVault;
import dvcs.store.Database;
import dvcs.store.DatabaseClock;
import dvcs.web.Web;
import java.time.Clock;

/**
 * The plugin's one bean: takes the host's services, makes everything else with plain {@code new}, and is what module
 * classes ask for. The host starts it when Jira is up; it closes with its Spring context.
 */
public final class Root implements LifecycleAware, AutoCloseable {
    private static final String REFRESH_JOB = "dvcs.native.connector:refresh";

    private final Life life;
    private final Connector connector;
    private final SmartCommits smartCommits;
    private final Web web;
    private final Hooks hooks;
    private final Authorisations authorisations;

    public Root(
            ActiveObjects activeObjects,
            TransactionalExecutorFactory executors,
            SchedulerService scheduler,
            ApplicationProperties properties,
            com.atlassian.jira.config.properties.ApplicationProperties jiraProperties,
            LicenseHandler licenses,
            JiraHome home,
            ClusterManager cluster,
            IssueManager issues,
            PermissionManager permissions,
            JiraAuthenticationContext authentication,
            UserManager users,
            WebSudoManager websudo,
            LoginUriProvider login,
            I18nResolver texts,
            LocaleResolver locale,
            PageBuilderService pages,
            AuditService audit,
            CommandServices commandServices) {
        JiraSite site = new JiraSite(properties, jiraProperties, licenses, home);
        Database database = new Database(executors);
        Tables tables = Tables.of(database, new CredentialVault(site.sharedHome()), node(cluster), new DatabaseClock(database, Clock.systemUTC()));
        CommandsHost commands = new CommandsHost(commandServices.actions(), commandServices.questions(),
                new CoreParser(site, () -> Grammar.of(site.projectKeyPattern())), node(cluster));
        Health health = new Health();
        life = new Life(activeObjects, tables, health, new HourlyJob(scheduler, REFRESH_JOB),
                new Fingerprint(site.serverId(), site.baseUrl()), site.localHome(),
                () -> Grammar.of(site.projectKeyPattern()), commands, new HooksHost(new CoreHookVerifier(Webhooks.loaded(), Clock.systemUTC()), site::baseUrl));
        smartCommits = new PluginSmartCommits(tables, health, commands);
        hooks = new PluginHooks(health);
        PluginConnector running = new PluginConnector(tables, health, life::unpause);
        connector = running;
        OAuth oauth = new OAuth(tables.oauth(), site::baseUrl);
        authorisations = oauth.authorisations(new CoreTokens(() -> health.requireService().sessions()), new PluginForge(health, running.admission()));
        ClientConfigurations clients = oauth.configurations(health::requireTables, id -> health.service().ifPresent(service -> service.oauth().changed(id)));
        web = new Web(new Web.Rooms(connector, smartCommits, clients, authorisations, new PluginQueue(tables, health),
                new PluginRules(tables, health), new JiraAudit(audit, texts)), new JiraIssues(issues, permissions, authentication),
                new Web.Host(users, websudo, login, texts, locale, pages, site::contextPath));
    }

    public Connector connector() {
        return connector;
    }

    public SmartCommits smartCommits() {
        return smartCommits;
    }

    public Hooks hooks() {
        return hooks;
    }

    public Authorisations authorisations() {
        return authorisations;
    }

    public Web web() {
        return web;
    }

    @Override
    public void onStart() {
        life.start();
    }

    @Override
    public void onStop() {
        life.stop();
    }

    @Override
    public void close() {
        life.stop();
    }

    private static String node(ClusterManager cluster) {
        String id = cluster.getNodeId();
        return id == null || id.isBlank() ? Tables.SINGLE : id;
    }
}
