package com.atlassian.audit.api;

import com.atlassian.audit.entity.AuditEvent;

/** Source: published javadoc of atlassian-audit 1.12.1. */
public interface AuditService {
    void audit(AuditEvent event);
}
