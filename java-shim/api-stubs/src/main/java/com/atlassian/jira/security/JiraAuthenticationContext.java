package com.atlassian.jira.security;

import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.I18nHelper;
import java.util.Locale;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface JiraAuthenticationContext {
    ApplicationUser getLoggedInUser();

    boolean isLoggedInUser();

    void setLoggedInUser(ApplicationUser user);

    void clearLoggedInUser();

    Locale getLocale();

    I18nHelper getI18nHelper();
}
