package com.atlassian.jira.user.util;

import com.atlassian.jira.user.ApplicationUser;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface UserManager {
    ApplicationUser getUserByName(String name);

    ApplicationUser getUserByKey(String key);
}
