package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;

/**
 * The host's stand-in for Jira's condition of this name (public descriptors name it:
 * atlassian-labs/atlassian-slack-integration-server).
 */
public class UserLoggedInCondition extends AbstractWebCondition {
    @Override
    public boolean shouldDisplay(ApplicationUser user, JiraHelper helper) {
        return user != null;
    }
}
