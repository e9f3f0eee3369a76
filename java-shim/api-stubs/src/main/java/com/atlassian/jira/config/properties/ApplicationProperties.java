package com.atlassian.jira.config.properties;

/** Jira's own, not SAL's. Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface ApplicationProperties {
    String getString(String name);

    /** What an administrator set, else Jira's default. */
    String getDefaultBackedString(String name);
}
