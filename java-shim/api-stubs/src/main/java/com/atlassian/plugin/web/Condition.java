package com.atlassian.plugin.web;

import com.atlassian.plugin.PluginParseException;
import java.util.Map;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public interface Condition {
    void init(Map<String, String> parameters) throws PluginParseException;

    boolean shouldDisplay(Map<String, Object> context);
}
