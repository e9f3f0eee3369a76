package com.atlassian.sal.api.rdbms;

/** Source: published javadoc of sal-api; caller Atlassian pocketknife-querydsl (Apache-2.0). */
public interface TransactionalExecutorFactory {
    TransactionalExecutor createExecutor(boolean readOnly, boolean newTransaction);
}
