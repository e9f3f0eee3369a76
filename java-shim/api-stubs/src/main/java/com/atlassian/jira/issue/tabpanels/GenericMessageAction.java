package com.atlassian.jira.issue.tabpanels;

import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public class GenericMessageAction implements IssueAction {
    private final String message;

    public GenericMessageAction(String message) {
        this.message = message;
    }

    @Override
    public String getHtml() {
        return message;
    }

    @Override
    public Date getTimePerformed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isDisplayActionAllTab() {
        return false;
    }
}
