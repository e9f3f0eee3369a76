package com.atlassian.jira.plugin.issuetabpanel;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public abstract class AbstractIssueTabPanel implements IssueTabPanel {
    protected IssueTabPanelModuleDescriptor descriptor;

    @Override
    public void init(IssueTabPanelModuleDescriptor moduleDescriptor) {
        descriptor = moduleDescriptor;
    }
}
