package com.atlassian.plugin.event.events;

import com.atlassian.plugin.Plugin;

/** Source: callers in atlassian-labs/msteams-jira-server-addon (Apache-2.0). */
public class PluginUninstalledEvent extends PluginEvent {
    public PluginUninstalledEvent(Plugin plugin) {
        super(plugin);
    }
}
