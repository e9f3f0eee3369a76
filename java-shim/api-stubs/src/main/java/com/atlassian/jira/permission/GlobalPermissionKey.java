package com.atlassian.jira.permission;

import java.io.Serializable;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public final class GlobalPermissionKey implements Serializable {
    public static final GlobalPermissionKey ADMINISTER = new GlobalPermissionKey("ADMINISTER");
    public static final GlobalPermissionKey SYSTEM_ADMIN = new GlobalPermissionKey("SYSTEM_ADMIN");
    private static final long serialVersionUID = 1L;
    private final String key;

    private GlobalPermissionKey(String key) {
        this.key = key;
    }

    public String getKey() {
        return key;
    }
}
