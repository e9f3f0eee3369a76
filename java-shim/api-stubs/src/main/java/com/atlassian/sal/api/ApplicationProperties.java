package com.atlassian.sal.api;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface ApplicationProperties {
    String getBaseUrl(UrlMode mode);

    String getDisplayName();

    String getPlatformId();

    String getVersion();

    String getBuildNumber();
}
