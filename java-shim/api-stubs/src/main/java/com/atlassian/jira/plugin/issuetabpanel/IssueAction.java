package com.atlassian.jira.plugin.issuetabpanel;

import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface IssueAction {
    String getHtml();

    Date getTimePerformed();

    boolean isDisplayActionAllTab();
}
