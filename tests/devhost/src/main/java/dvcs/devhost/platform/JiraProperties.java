package dvcs.devhost.platform;

import com.atlassian.jira.config.properties.ApplicationProperties;
import java.util.Map;

/** Jira's application properties, kept in the host's own settings. Names and defaults as in jira-application.properties. */
public final class JiraProperties implements ApplicationProperties {
    private static final Map<String, String> DEFAULTS = Map.of("jira.projectkey.pattern", "([A-Z][A-Z]+)");

    private final HostSettings settings;

    public JiraProperties(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public String getString(String name) {
        return settings.host(name).orElse(null);
    }

    @Override
    public String getDefaultBackedString(String name) {
        return settings.host(name).orElse(DEFAULTS.get(name));
    }
}
