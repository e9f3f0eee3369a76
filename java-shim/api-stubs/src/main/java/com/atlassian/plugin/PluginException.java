package com.atlassian.plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
