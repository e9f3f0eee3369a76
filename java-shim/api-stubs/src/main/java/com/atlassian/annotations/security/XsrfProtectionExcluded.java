package com.atlassian.annotations.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Source: developer.atlassian.com, "DC apps platform 7: preparing for secure endpoints"; callers in
 * ONLYOFFICE/onlyoffice-jira (Apache-2.0).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface XsrfProtectionExcluded {}
