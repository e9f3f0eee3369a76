package com.atlassian.sal.api.rdbms;

/**
 * {@code getSchemaName()} is left out: the package of its result changed over the years.
 * Source: published javadoc of sal-api; caller Atlassian pocketknife-querydsl (Apache-2.0).
 */
public interface TransactionalExecutor {
    <A> A execute(ConnectionCallback<A> callback);
}
