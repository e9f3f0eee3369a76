package com.atlassian.sal.api;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public enum UrlMode {
    CANONICAL,
    ABSOLUTE,
    RELATIVE,
    RELATIVE_CANONICAL,
    AUTO
}
