package dvcs.devhost.plugin;

import com.atlassian.plugin.Plugin;
import com.atlassian.plugin.PluginAccessor;

/** Which plugins there are: the one under test. */
public final class Presence implements PluginAccessor {
    private volatile PluginContainer container;

    public void watch(PluginContainer plugins) {
        container = plugins;
    }

    @Override
    public Plugin getPlugin(String key) {
        return getEnabledPlugin(key);
    }

    @Override
    public Plugin getEnabledPlugin(String key) {
        InstalledPlugin plugin = container == null ? null : container.plugin();
        return plugin != null && plugin.getKey().equals(key) ? plugin : null;
    }

    @Override
    public boolean isPluginEnabled(String key) {
        return getEnabledPlugin(key) != null;
    }
}
