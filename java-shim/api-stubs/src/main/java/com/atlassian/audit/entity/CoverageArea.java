package com.atlassian.audit.entity;

/** Source: published javadoc of atlassian-audit 1.12.1. */
public enum CoverageArea {
    GLOBAL_CONFIG_AND_ADMINISTRATION, USER_MANAGEMENT, PERMISSIONS, LOCAL_CONFIG_AND_ADMINISTRATION, SECURITY, END_USER_ACTIVITY, ECOSYSTEM, AUDIT_LOG, DEPLOYMENT
}
