package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface WorklogInputParameters {
    Issue getIssue();

    String getTimeSpent();

    Date getStartDate();

    String getComment();
}
