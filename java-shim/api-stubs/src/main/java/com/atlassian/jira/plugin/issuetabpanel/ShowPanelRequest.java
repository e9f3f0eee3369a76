package com.atlassian.jira.plugin.issuetabpanel;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public final class ShowPanelRequest {
    private final Issue issue;
    private final ApplicationUser user;

    public ShowPanelRequest(Issue issue, ApplicationUser user) {
        this.issue = issue;
        this.user = user;
    }

    public Issue issue() {
        return issue;
    }

    public ApplicationUser remoteUser() {
        return user;
    }

    public boolean isAnonymous() {
        return user == null;
    }
}
