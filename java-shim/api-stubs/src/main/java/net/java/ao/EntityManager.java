package net.java.ao;

/**
 * Only as the result of {@code RawEntity.getEntityManager()}.
 * Source: Active Objects documentation on developer.atlassian.com; callers in edgehosting/jira-dvcs-connector
 * (BSD-2).
 */
public interface EntityManager {}
