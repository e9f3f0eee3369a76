package com.atlassian.sal.api.user;

import javax.servlet.http.HttpServletRequest;

/**
 * All return null for an anonymous caller or an unknown user.
 * Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD).
 */
public interface UserManager {
    UserProfile getRemoteUser();

    UserProfile getRemoteUser(HttpServletRequest request);

    UserKey getRemoteUserKey();

    UserKey getRemoteUserKey(HttpServletRequest request);

    UserProfile getUserProfile(UserKey key);

    UserProfile getUserProfile(String username);

    boolean isUserInGroup(UserKey key, String group);

    boolean isAdmin(UserKey key);

    boolean isSystemAdmin(UserKey key);
}
