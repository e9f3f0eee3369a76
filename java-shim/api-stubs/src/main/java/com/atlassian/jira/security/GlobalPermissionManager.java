package com.atlassian.jira.security;

import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.user.ApplicationUser;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public interface GlobalPermissionManager {
    boolean hasPermission(GlobalPermissionKey permission, ApplicationUser user);
}
