package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.worklog.Worklog;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface WorklogResult {
    Worklog getWorklog();

    boolean isEditableCheckRequired();
}
