package com.atlassian.jira.component;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public class ComponentAccessor {
    public static <T> T getComponent(Class<T> type) {
        throw new UnsupportedOperationException("a compile-only signature");
    }

    public static <T> T getComponentOfType(Class<T> type) {
        return getComponent(type);
    }

    public static <T> T getOSGiComponentInstanceOfType(Class<T> type) {
        return getComponent(type);
    }
}
