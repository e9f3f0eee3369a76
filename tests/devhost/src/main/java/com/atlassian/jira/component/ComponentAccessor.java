package com.atlassian.jira.component;

import java.util.Map;

/**
 * The host's own, in front of the compile-only signature: statics that answer from the host's services (published
 * javadoc of jira-api).
 */
public final class ComponentAccessor {
    private static volatile Map<Class<?>, Object> services = Map.of();

    private ComponentAccessor() {}

    /** The host's. */
    public static void initialise(Map<Class<?>, Object> byType) {
        services = byType;
    }

    /** null for what does not exist, as in Jira. */
    public static <T> T getComponent(Class<T> type) {
        return type.cast(services.get(type));
    }

    public static <T> T getComponentOfType(Class<T> type) {
        return getComponent(type);
    }

    public static <T> T getOSGiComponentInstanceOfType(Class<T> type) {
        return getComponent(type);
    }
}
