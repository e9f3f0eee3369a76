package com.atlassian.jira.issue.comments;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface Comment {
    Long getId();

    ApplicationUser getAuthorApplicationUser();

    String getBody();

    Date getCreated();

    Issue getIssue();
}
