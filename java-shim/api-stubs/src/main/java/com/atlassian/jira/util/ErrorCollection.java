package com.atlassian.jira.util;

import java.util.Collection;
import java.util.Map;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface ErrorCollection {
    void addErrorMessage(String message);

    void addError(String field, String message);

    Collection<String> getErrorMessages();

    Map<String, String> getErrors();

    boolean hasAnyErrors();
}
