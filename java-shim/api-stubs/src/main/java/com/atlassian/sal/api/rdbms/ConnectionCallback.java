package com.atlassian.sal.api.rdbms;

import java.sql.Connection;

/** Source: published javadoc of sal-api; caller Atlassian pocketknife-querydsl (Apache-2.0). */
public interface ConnectionCallback<A> {
    A execute(Connection connection);
}
