package com.atlassian.audit.entity;

/** Source: published javadoc of atlassian-audit 1.12.1. */
public enum CoverageLevel {
    BASE, ADVANCED, FULL
}
