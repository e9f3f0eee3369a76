package dvcs.jira;

import com.atlassian.jira.plugin.issuetabpanel.AbstractIssueTabPanel3;
import com.atlassian.jira.plugin.issuetabpanel.GetActionsRequest;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.issuetabpanel.ShowPanelRequest;
import dvcs.plugin.Root;
import dvcs.web.IssuePage;
import java.util.Date;
import java.util.List;

/** The Commits tab below an issue. */
public final class CommitsTab extends AbstractIssueTabPanel3 {
    private final IssuePage page;

    public CommitsTab(Root root) {
        page = root.web().issuePage();
    }

    @Override
    public boolean showPanel(ShowPanelRequest request) {
        return page.shows(request.issue().getKey());
    }

    @Override
    public List<IssueAction> getActions(GetActionsRequest request) {
        return page.commits(request.issue().getKey()).stream().map(CommitsTab::action).toList();
    }

    /** Not in the "All" tab: a block holds commits of many times and would stand at one of them. */
    private static IssueAction action(IssuePage.Section section) {
        return new IssueAction() {
            @Override
            public String getHtml() {
                return section.html();
            }

            @Override
            public Date getTimePerformed() {
                return section.newest();
            }

            @Override
            public boolean isDisplayActionAllTab() {
                return false;
            }
        };
    }
}
