package net.java.ao;

/**
 * Source: Active Objects documentation on developer.atlassian.com; callers in edgehosting/jira-dvcs-connector
 * (BSD-2).
 */
public class DBParam {
    private final String field;
    private final Object value;

    public DBParam(String field, Object value) {
        this.field = field;
        this.value = value;
    }

    public String getField() {
        return field;
    }

    public Object getValue() {
        return value;
    }
}
