package com.atlassian.plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public class PluginParseException extends PluginException {
    private static final long serialVersionUID = 1L;

    public PluginParseException(String message) {
        super(message);
    }

    public PluginParseException(String message, Throwable cause) {
        super(message, cause);
    }
}
