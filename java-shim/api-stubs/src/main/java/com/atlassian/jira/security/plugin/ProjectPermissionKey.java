package com.atlassian.jira.security.plugin;

import java.io.Serializable;
import java.util.Objects;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public final class ProjectPermissionKey implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String key;

    public ProjectPermissionKey(String permissionKey) {
        key = Objects.requireNonNull(permissionKey);
    }

    public String permissionKey() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectPermissionKey that && that.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}
