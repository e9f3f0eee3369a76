package com.atlassian.plugin.event.events;

import com.atlassian.plugin.Plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public class PluginEnabledEvent extends PluginEvent {
    public PluginEnabledEvent(Plugin plugin) {
        super(plugin);
    }
}
