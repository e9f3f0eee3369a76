package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.component.ComponentAccessor;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Map;

/**
 * The host's stand-in for Jira's condition of this name (alanmosely/basic-jira-development-panels); {@code browse} is
 * Jira's old name of BROWSE_PROJECTS.
 */
public class HasIssuePermissionCondition extends AbstractWebCondition {
    private ProjectPermissionKey permission;

    @Override
    public void init(Map<String, String> parameters) {
        String name = parameters.getOrDefault("permission", "browse");
        permission = new ProjectPermissionKey(name.equals("browse") ? "BROWSE_PROJECTS" : name);
    }

    @Override
    public boolean shouldDisplay(ApplicationUser user, JiraHelper helper) {
        Issue issue = (Issue) helper.getContextParams().get("issue");
        return ComponentAccessor.getComponent(PermissionManager.class).hasPermission(permission, issue, user);
    }
}
