package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.component.ComponentAccessor;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.user.ApplicationUser;

/** The host's stand-in for Jira's condition of this name (public descriptors name it: codescape/jira-scrum-poker). */
public class UserIsAdminCondition extends AbstractWebCondition {
    @Override
    public boolean shouldDisplay(ApplicationUser user, JiraHelper helper) {
        return ComponentAccessor.getComponent(GlobalPermissionManager.class)
                .hasPermission(GlobalPermissionKey.ADMINISTER, user);
    }
}
