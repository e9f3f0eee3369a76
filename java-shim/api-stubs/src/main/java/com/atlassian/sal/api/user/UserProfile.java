package com.atlassian.sal.api.user;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface UserProfile {
    UserKey getUserKey();

    String getUsername();

    String getFullName();

    String getEmail();
}
