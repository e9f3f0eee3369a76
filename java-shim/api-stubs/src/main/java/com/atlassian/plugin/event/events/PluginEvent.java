package com.atlassian.plugin.event.events;

import com.atlassian.plugin.Plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public abstract class PluginEvent {
    private final Plugin plugin;

    PluginEvent(Plugin plugin) {
        this.plugin = plugin;
    }

    public Plugin getPlugin() {
        return plugin;
    }
}
