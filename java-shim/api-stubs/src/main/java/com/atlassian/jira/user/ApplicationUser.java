package com.atlassian.jira.user;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface ApplicationUser {
    Long getId();

    String getKey();

    String getUsername();

    String getName();

    String getDisplayName();

    String getEmailAddress();

    boolean isActive();
}
