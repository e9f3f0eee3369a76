package com.atlassian.plugin;

/** Source: mrdon/PLUG (BSD), the plugin framework's public source. */
public class PluginInformation {
    private String version = "0";

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }
}
