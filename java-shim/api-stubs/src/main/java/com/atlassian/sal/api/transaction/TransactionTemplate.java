package com.atlassian.sal.api.transaction;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface TransactionTemplate {
    <T> T execute(TransactionCallback<T> action);
}
