package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.issue.worklog.Worklog;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface WorklogService {
    WorklogResult validateCreate(JiraServiceContext context, WorklogInputParameters parameters);

    Worklog createAndAutoAdjustRemainingEstimate(
            JiraServiceContext context, WorklogResult result, boolean dispatchEvent);
}
