package com.atlassian.plugin.web;

import com.atlassian.plugin.PluginParseException;
import java.util.Map;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public interface ContextProvider {
    void init(Map<String, String> parameters) throws PluginParseException;

    Map<String, Object> getContextMap(Map<String, Object> context);
}
