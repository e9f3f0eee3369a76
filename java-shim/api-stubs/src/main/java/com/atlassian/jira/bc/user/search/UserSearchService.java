package com.atlassian.jira.bc.user.search;

import com.atlassian.jira.user.ApplicationUser;

/** Source: callers in mailru/jira-plugins-mrimsender and published javadoc of jira-api. */
public interface UserSearchService {
    Iterable<ApplicationUser> findUsersByEmail(String email);
}
