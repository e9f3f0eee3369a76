package com.atlassian.activeobjects.external;

import java.util.concurrent.ExecutionException;

/**
 * Source: Active Objects documentation on developer.atlassian.com; callers in edgehosting/jira-dvcs-connector
 * (BSD-2).
 */
public interface ActiveObjectsModuleMetaData {
    void awaitInitialization() throws ExecutionException, InterruptedException;

    boolean isInitialized();
}
