package com.atlassian.plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public interface PluginAccessor {
    Plugin getPlugin(String key);

    Plugin getEnabledPlugin(String key);

    boolean isPluginEnabled(String key);
}
