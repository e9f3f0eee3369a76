package dvcs.devhost.platform;

import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import com.atlassian.sal.api.license.LicenseHandler;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/**
 * Base URL and server id: configuration in the database, never derived from the request or the port in use (as Jira's,
 * which an administrator sets).
 */
public final class HostProperties implements ApplicationProperties, LicenseHandler {
    private static final String BASE_URL = "jira.baseurl";
    private static final String SERVER_ID = "jira.sid.key";

    private final String baseUrl;
    private final String serverId;
    private final String version;

    /** @param wanted null: what was kept, at first {@code fallback} */
    public HostProperties(HostSettings settings, String wanted, String fallback, boolean jakarta) {
        baseUrl = wanted != null ? wanted : settings.host(BASE_URL).orElse(fallback);
        settings.setHost(BASE_URL, baseUrl);
        serverId = settings.host(SERVER_ID).orElseGet(HostProperties::newServerId);
        settings.setHost(SERVER_ID, serverId);
        version = jakarta ? "11.3.10" : "10.3.13";
    }

    /** Four groups of four, as Jira's [D]. */
    private static String newServerId() {
        String hex =
                UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
        return "B" + hex.substring(1, 4) + '-' + hex.substring(4, 8) + '-' + hex.substring(8, 12) + '-'
                + hex.substring(12);
    }

    /** {@code /jira}; empty at the root. */
    public String contextPath() {
        String path = URI.create(baseUrl).getPath();
        return path == null || path.equals("/") ? "" : path.replaceAll("/+$", "");
    }

    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public String getBaseUrl(UrlMode mode) {
        return mode == UrlMode.RELATIVE || mode == UrlMode.RELATIVE_CANONICAL ? contextPath() : baseUrl;
    }

    @Override
    public String getDisplayName() {
        return "Jira";
    }

    @Override
    public String getPlatformId() {
        return "jira";
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getBuildNumber() {
        return version.startsWith("11") ? "11030010" : "10030013";
    }

    @Override
    public String getServerId() {
        return serverId;
    }
}
