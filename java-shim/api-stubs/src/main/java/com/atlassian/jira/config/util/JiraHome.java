package com.atlassian.jira.config.util;

import java.io.File;

/**
 * {@code getHome()} is the shared home of a cluster.
 * Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api.
 */
public interface JiraHome {
    String getHomePath();

    File getHome();

    String getLocalHomePath();

    File getLocalHome();

    File getDataDirectory();
}
