package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.sal.api.license.LicenseHandler;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import dvcs.devhost.platform.ProjectSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The home keeps everything; the port may change. */
class RestartTest {
    @TempDir
    private Path folder;

    private void survives(DevHostOptions options) throws IOException {
        String firstUrl;
        String serverId;
        try (DevHost host = DevHost.start(options.withPlugin(FixtureJar.javax().build(folder))
                .withProjects(List.of(new ProjectSeed("ZOO", "Zoo", 5))))) {
            firstUrl = host.url();
            serverId = host.service(LicenseHandler.class).getServerId();
            assertThat(host.baseUrl()).isEqualTo(firstUrl);
            Browser.basic(host.url(), "alice").json("/rest/api/2/issue/ZOO-5/comment", "{\"body\":\"kept\"}");
        }
        try (DevHost host = DevHost.start(options)) {
            assertThat(host.baseUrl()).isEqualTo(firstUrl);
            assertThat(host.service(LicenseHandler.class).getServerId()).isEqualTo(serverId);
            assertThat(host.isEnabled())
                    .as("the plugin is still installed: %s", host.failure())
                    .isTrue();
            assertThat(host.service(PluginSettingsFactory.class)
                            .createSettingsForKey("fixture")
                            .get("life"))
                    .asString()
                    .isEqualTo("constructed,enabled:dvcs.fixture,start,items:a"
                            + " message,stop,close,constructed,enabled:dvcs.fixture,start,items:a message");
            assertThat(Browser.basic(host.url(), "alice")
                            .get("/rest/api/2/issue/ZOO-5")
                            .body())
                    .contains("kept");
            if (!host.url().equals(firstUrl)) {
                assertThat(Browser.anonymous(host.url())
                                .get("/secure/Dashboard.jspa")
                                .body())
                        .contains("<meta name=\"ajs-base-url\" content=\"" + firstUrl + "\">");
            }
        }
    }

    @Test
    void onH2() throws IOException {
        survives(DevHostOptions.of(folder.resolve("home")));
    }

    @Test
    void onAPrivatePostgresInAnotherSchema() throws IOException {
        survives(DevHostOptions.of(folder.resolve("home")).withPostgres(null, "jira_schema"));
    }

    @Test
    void aConfiguredBaseUrlStays() {
        DevHostOptions options = DevHostOptions.of(folder.resolve("home"));
        try (DevHost host = DevHost.start(options.withBaseUrl("https://jira.example.com/issues"))) {
            assertThat(host.url()).endsWith("/issues");
        }
        try (DevHost host = DevHost.start(options)) {
            assertThat(host.baseUrl()).isEqualTo("https://jira.example.com/issues");
            assertThat(Browser.anonymous(host.url()).get("/login.jsp").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBrokenPluginIsNoReasonToStop() throws IOException {
        Path broken = FixtureJar.javax().withoutHeader("Spring-Context").build(folder);
        try (DevHost host =
                DevHost.start(DevHostOptions.of(folder.resolve("home")).withPlugin(broken))) {
            assertThat(host.failure()).contains("Spring-Context");
            assertThat(Browser.basic(host.url(), "admin")
                            .get("/plugins/servlet/upm")
                            .body())
                    .contains("Spring-Context");
        }
    }

    @Test
    void aStartThatFailsLeavesNothingOpen() {
        DevHostOptions options = DevHostOptions.of(folder.resolve("home")).withPostgres(null, null);
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> DevHost.start(options.withAui(nowhere))).hasMessageContaining("npm ci");
        assertThat(folder.resolve("home/postgres/data/postmaster.pid")).doesNotExist();
        try (DevHost host = DevHost.start(options)) {
            int port = java.net.URI.create(host.url()).getPort();
            assertThatThrownBy(() -> DevHost.start(
                            DevHostOptions.of(folder.resolve("other")).withPort(port)))
                    .hasMessageContaining("Port " + port + " cannot be opened");
        }
    }
}
