package com.atlassian.jira.util;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public class SimpleErrorCollection implements ErrorCollection {
    private final Collection<String> messages = new ArrayList<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    @Override
    public void addErrorMessage(String message) {
        messages.add(message);
    }

    @Override
    public void addError(String field, String message) {
        errors.put(field, message);
    }

    @Override
    public Collection<String> getErrorMessages() {
        return messages;
    }

    @Override
    public Map<String, String> getErrors() {
        return errors;
    }

    @Override
    public boolean hasAnyErrors() {
        return !messages.isEmpty() || !errors.isEmpty();
    }
}
