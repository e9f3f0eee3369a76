package com.atlassian.plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public interface Plugin {
    String getKey();

    String getName();

    PluginInformation getPluginInformation();
}
