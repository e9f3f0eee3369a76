package com.atlassian.jira.plugin.issuetabpanel;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import java.util.List;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface IssueTabPanel {
    void init(IssueTabPanelModuleDescriptor descriptor);

    List<IssueAction> getActions(Issue issue, ApplicationUser remoteUser);

    boolean showPanel(Issue issue, ApplicationUser remoteUser);
}
