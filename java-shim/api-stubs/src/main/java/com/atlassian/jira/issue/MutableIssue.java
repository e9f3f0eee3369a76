package com.atlassian.jira.issue;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface MutableIssue extends Issue {
    void setSummary(String summary);
}
