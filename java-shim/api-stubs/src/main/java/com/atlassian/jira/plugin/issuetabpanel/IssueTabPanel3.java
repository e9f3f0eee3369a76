package com.atlassian.jira.plugin.issuetabpanel;

import java.util.List;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public interface IssueTabPanel3 {
    void init(IssueTabPanelModuleDescriptor descriptor);

    boolean showPanel(ShowPanelRequest request);

    List<IssueAction> getActions(GetActionsRequest request);
}
