package com.atlassian.jira.util;

import java.util.Locale;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface I18nHelper {
    Locale getLocale();

    String getText(String key);

    String getText(String key, String value);
}
