package com.atlassian.jira.workflow;

import com.atlassian.jira.issue.Issue;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface WorkflowManager {
    JiraWorkflow getWorkflow(Issue issue);
}
