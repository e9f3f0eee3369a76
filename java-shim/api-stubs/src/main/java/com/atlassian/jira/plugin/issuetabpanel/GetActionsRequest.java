package com.atlassian.jira.plugin.issuetabpanel;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;

/**
 * The constructor is the development host's; plugins only receive instances.
 * Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api.
 */
public final class GetActionsRequest {
    private final Issue issue;
    private final ApplicationUser user;
    private final boolean asynchronous;
    private final boolean allTab;

    public GetActionsRequest(Issue issue, ApplicationUser user, boolean asynchronous, boolean allTab) {
        this.issue = issue;
        this.user = user;
        this.asynchronous = asynchronous;
        this.allTab = allTab;
    }

    public Issue issue() {
        return issue;
    }

    public ApplicationUser remoteUser() {
        return user;
    }

    public boolean isAsynchronous() {
        return asynchronous;
    }

    public boolean isShowingAllTab() {
        return allTab;
    }
}
