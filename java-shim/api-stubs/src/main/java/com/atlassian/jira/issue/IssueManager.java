package com.atlassian.jira.issue;

import java.util.Set;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface IssueManager {
    MutableIssue getIssueObject(Long id);

    MutableIssue getIssueObject(String key);

    Issue getIssueByKeyIgnoreCase(String key);

    Set<String> getAllIssueKeys(Long id);
}
