package dvcs.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.plugin.web.Condition;
import dvcs.plugin.Root;
import dvcs.web.IssuePage;
import java.util.Map;

/** Hides the Development panel, heading and all, from who may not see it. */
public final class SeesDevelopment implements Condition {
    private final IssuePage page;

    public SeesDevelopment(Root root) {
        page = root.web().issuePage();
    }

    @Override
    public void init(Map<String, String> parameters) {
        // takes none
    }

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        return context.get("issue") instanceof Issue issue && page.shows(issue.getKey());
    }
}
