package com.atlassian.jira.security;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.permission.ProjectPermission;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;

/**
 * {@code getProjectPermission} returns Fugue's Option and changed package: left out.
 * Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api.
 */
public interface PermissionManager {
    Collection<ProjectPermission> getAllProjectPermissions();

    boolean hasPermission(ProjectPermissionKey permission, Issue issue, ApplicationUser user);

    boolean hasPermission(ProjectPermissionKey permission, Project project, ApplicationUser user);
}
