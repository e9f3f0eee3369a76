package dvcs.jira;

import com.atlassian.jira.config.util.JiraHome;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import com.atlassian.sal.api.license.LicenseHandler;
import java.nio.file.Path;

/** Which Jira this is and where it keeps files. */
public final class JiraSite {
    private static final String PROJECT_KEY_PATTERN = "jira.projectkey.pattern";

    private final ApplicationProperties properties;
    private final com.atlassian.jira.config.properties.ApplicationProperties jiraProperties;
    private final LicenseHandler licenses;
    private final JiraHome home;

    public JiraSite(ApplicationProperties properties, com.atlassian.jira.config.properties.ApplicationProperties jiraProperties,
            LicenseHandler licenses, JiraHome home) {
        this.properties = properties;
        this.jiraProperties = jiraProperties;
        this.licenses = licenses;
        this.home = home;
    }

    /** As configured by the administrator, whatever address a request used. */
    public String baseUrl() {
        return properties.getBaseUrl(UrlMode.CANONICAL);
    }

    /** What its addresses begin with, as this request used them; empty where it is the whole server. */
    public String contextPath() {
        return properties.getBaseUrl(UrlMode.RELATIVE);
    }

    /** Which project keys may be made, as a regular expression; an administrator may change it at any time. */
    public String projectKeyPattern() {
        return jiraProperties.getDefaultBackedString(PROJECT_KEY_PATTERN);
    }

    /** As an administrator set it for time tracking. */
    public double hoursPerDay() {
        return number("jira.timetracking.hours.per.day", 8);
    }

    /** As an administrator set it for time tracking. */
    public double daysPerWeek() {
        return number("jira.timetracking.days.per.week", 5);
    }

    private double number(String name, double normal) {
        String text = jiraProperties.getDefaultBackedString(name);
        try {
            double value = text == null ? normal : Double.parseDouble(text.strip());
            return value > 0 && Double.isFinite(value) ? value : normal;
        } catch (NumberFormatException e) {
            return normal;
        }
    }

    /** Changes when a copy of Jira is given its own licence; null before the set-up is finished. */
    public String serverId() {
        return licenses.getServerId();
    }

    /** Shared by all nodes of a cluster. */
    public Path sharedHome() {
        return home.getHome().toPath();
    }

    /** This node's own. */
    public Path localHome() {
        return home.getLocalHome().toPath();
    }
}
