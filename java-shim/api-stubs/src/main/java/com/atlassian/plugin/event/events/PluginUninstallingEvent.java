package com.atlassian.plugin.event.events;

import com.atlassian.plugin.Plugin;

/** Source: callers in atlassian-labs/msteams-jira-server-addon (Apache-2.0). */
public class PluginUninstallingEvent extends PluginEvent {
    public PluginUninstallingEvent(Plugin plugin) {
        super(plugin);
    }
}
