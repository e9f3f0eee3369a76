package com.atlassian.beehive;

import java.util.concurrent.locks.Lock;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface ClusterLock extends Lock {
    boolean isHeldByCurrentThread();
}
