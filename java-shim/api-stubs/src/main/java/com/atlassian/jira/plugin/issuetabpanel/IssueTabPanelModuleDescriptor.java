package com.atlassian.jira.plugin.issuetabpanel;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface IssueTabPanelModuleDescriptor {
    String getKey();

    String getLabel();

    int getOrder();
}
