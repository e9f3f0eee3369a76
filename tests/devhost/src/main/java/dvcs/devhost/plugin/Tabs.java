package dvcs.devhost.plugin;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.issuetabpanel.GetActionsRequest;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.issuetabpanel.IssueTabPanel;
import com.atlassian.jira.plugin.issuetabpanel.IssueTabPanel3;
import com.atlassian.jira.plugin.issuetabpanel.IssueTabPanelModuleDescriptor;
import com.atlassian.jira.plugin.issuetabpanel.ShowPanelRequest;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugin's issue tabs (jira-platform.md 2.6 [S]). */
public final class Tabs {
    private static final Logger LOG = LoggerFactory.getLogger(Tabs.class);

    private Tabs() {}

    /** @param key {@code plugin:module}, as in the address's parameter {@code page} */
    public record Tab(InstalledPlugin plugin, Module module, String key, String label, boolean ajax) {
        public List<IssueAction> actions(Issue issue, ApplicationUser user, boolean asynchronous, boolean allTab) {
            Object panel = panel(plugin, module);
            return plugin.within(() -> panel instanceof IssueTabPanel3 modern
                    ? modern.getActions(new GetActionsRequest(issue, user, asynchronous, allTab))
                    : ((IssueTabPanel) panel).getActions(issue, user));
        }
    }

    /** Those that show themselves, by {@code order}. A panel that throws is logged and left out. */
    public static List<Tab> shown(
            InstalledPlugin plugin, Issue issue, ApplicationUser user, java.util.function.UnaryOperator<String> texts) {
        if (plugin == null) {
            return List.of();
        }
        return plugin.descriptor().modules("issue-tabpanel").stream()
                .filter(module -> shows(plugin, module, issue, user))
                .sorted(Comparator.comparingInt(Tabs::order))
                .map(m -> new Tab(
                        plugin,
                        m,
                        plugin.getKey() + ":" + m.key(),
                        texts.apply(m.label()),
                        m.texts("supports-ajax-load").contains("true")))
                .toList();
    }

    private static int order(Module module) {
        return module.texts("order").stream().findFirst().map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    }

    private static boolean shows(InstalledPlugin plugin, Module module, Issue issue, ApplicationUser user) {
        try {
            Object panel = panel(plugin, module);
            return plugin.within(() -> panel instanceof IssueTabPanel3 modern
                    ? modern.showPanel(new ShowPanelRequest(issue, user))
                    : ((IssueTabPanel) panel).showPanel(issue, user));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Issue tab {} failed", module.key(), e);
            return false;
        }
    }

    private static Object panel(InstalledPlugin plugin, Module module) {
        return plugin.instance(module, Object.class, panel -> {
            if (panel instanceof IssueTabPanel3 modern) {
                modern.init(new View(module));
            } else {
                ((IssueTabPanel) panel).init(new View(module));
            }
        });
    }

    private record View(Module module) implements IssueTabPanelModuleDescriptor {
        @Override
        public String getKey() {
            return module.key();
        }

        @Override
        public String getLabel() {
            return module.label();
        }

        @Override
        public int getOrder() {
            return order(module);
        }
    }
}
