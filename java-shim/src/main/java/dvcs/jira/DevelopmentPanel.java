package dvcs.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.plugin.web.ContextProvider;
import dvcs.plugin.Root;
import dvcs.web.IssuePage;
import java.util.Map;

/** Finished HTML for the panel's one-line template; Jira leaves names that end in Html unescaped. */
public final class DevelopmentPanel implements ContextProvider {
    private final IssuePage page;

    public DevelopmentPanel(Root root) {
        page = root.web().issuePage();
    }

    @Override
    public void init(Map<String, String> parameters) {
        // takes none
    }

    @Override
    public Map<String, Object> getContextMap(Map<String, Object> context) {
        return Map.of("devPanelHtml", context.get("issue") instanceof Issue issue ? page.panel(issue.getKey()) : "");
    }
}
