package com.atlassian.jira.project;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface Project {
    Long getId();

    String getKey();

    String getOriginalKey();

    String getName();
}
