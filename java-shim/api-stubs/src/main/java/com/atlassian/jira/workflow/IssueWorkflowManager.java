package com.atlassian.jira.workflow;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Collection;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface IssueWorkflowManager {
    Collection<ActionDescriptor> getAvailableActions(Issue issue, ApplicationUser user);
}
