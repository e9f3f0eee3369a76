package net.java.ao;

/**
 * Source: Active Objects documentation on developer.atlassian.com; callers in edgehosting/jira-dvcs-connector
 * (BSD-2).
 */
public class Query {
    private String where;
    private Object[] parameters = {};
    private String order;
    private int limit = -1;
    private int offset = -1;

    public static Query select() {
        return new Query();
    }

    public Query where(String clause, Object... values) {
        where = clause;
        parameters = values.clone();
        return this;
    }

    public Query order(String clause) {
        order = clause;
        return this;
    }

    public Query limit(int rows) {
        limit = rows;
        return this;
    }

    public Query offset(int rows) {
        offset = rows;
        return this;
    }

    public String getWhereClause() {
        return where;
    }

    public Object[] getWhereParams() {
        return parameters.clone();
    }

    public String getOrderClause() {
        return order;
    }

    public int getLimit() {
        return limit;
    }

    public int getOffset() {
        return offset;
    }
}
