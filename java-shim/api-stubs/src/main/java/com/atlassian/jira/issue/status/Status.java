package com.atlassian.jira.issue.status;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface Status {
    String getId();

    String getName();
}
