package com.atlassian.jira.plugin.issuetabpanel;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public abstract class AbstractIssueTabPanel3 implements IssueTabPanel3 {
    private IssueTabPanelModuleDescriptor descriptor;

    @Override
    public void init(IssueTabPanelModuleDescriptor moduleDescriptor) {
        descriptor = moduleDescriptor;
    }

    protected final IssueTabPanelModuleDescriptor descriptor() {
        return descriptor;
    }
}
