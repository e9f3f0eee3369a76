package com.atlassian.jira.bc;

import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface JiraServiceContext {
    ErrorCollection getErrorCollection();

    ApplicationUser getLoggedInApplicationUser();
}
