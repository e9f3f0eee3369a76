package net.java.ao;

/**
 * Source: Active Objects documentation on developer.atlassian.com; callers in edgehosting/jira-dvcs-connector
 * (BSD-2).
 */
public interface RawEntity<T> {
    void save();

    EntityManager getEntityManager();
}
