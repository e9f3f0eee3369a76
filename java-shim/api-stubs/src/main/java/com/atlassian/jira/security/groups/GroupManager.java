package com.atlassian.jira.security.groups;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface GroupManager {
    boolean isUserInGroup(ApplicationUser user, String groupName);

    Collection<String> getGroupNamesForUser(ApplicationUser user);
}
