package com.atlassian.sal.api.pluginsettings;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface PluginSettings {
    Object get(String key);

    Object put(String key, Object value);

    Object remove(String key);
}
