package com.atlassian.beehive;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface ClusterLockService {
    ClusterLock getLockForName(String name);
}
