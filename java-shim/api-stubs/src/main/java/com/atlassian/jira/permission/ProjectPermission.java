package com.atlassian.jira.permission;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface ProjectPermission {
    String getKey();
}
