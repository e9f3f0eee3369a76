package com.atlassian.jira.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface Worklog {
    Long getId();

    Issue getIssue();

    String getAuthorKey();

    String getComment();

    Date getStartDate();

    Long getTimeSpent();
}
