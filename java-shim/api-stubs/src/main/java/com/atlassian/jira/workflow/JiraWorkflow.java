package com.atlassian.jira.workflow;

import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Collection;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface JiraWorkflow {
    String getName();

    Collection<ActionDescriptor> getAllActions();
}
