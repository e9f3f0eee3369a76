package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.plugin.PluginAccessor;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing, updating, disabling, uninstalling, and what is not visible. */
class PluginTest {
    @TempDir
    private Path folder;

    private DevHost host;

    @BeforeEach
    void start() {
        host = DevHost.start(DevHostOptions.of(folder.resolve("home")));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private Object life() {
        return host.service(PluginSettingsFactory.class)
                .createSettingsForKey("fixture")
                .get("life");
    }

    private void refused(FixtureJar jar, String because) throws IOException {
        Path built = jar.build(folder);
        assertThatThrownBy(() -> host.update(built)).hasMessageContaining(because);
        assertThat(host.isEnabled()).isFalse();
        assertThat(host.failure()).contains(because);
        assertThat(host.leakedLoaders()).isZero();
    }

    @Test
    void startsBeansThenEventThenStartAndStopsInReverse() throws IOException {
        host.update(FixtureJar.javax().build(folder));
        assertThat(life()).isEqualTo("constructed,enabled:dvcs.fixture,start,items:a message");
        assertThat(host.service(PluginAccessor.class).isPluginEnabled("dvcs.fixture"))
                .isTrue();
        host.disable();
        assertThat(life()).asString().endsWith(",stop,close");
        assertThat(host.service(PluginAccessor.class).isPluginEnabled("dvcs.fixture"))
                .isFalse();
    }

    @Test
    void twentyUpdatesLeaveNoClassLoader() throws IOException {
        Browser admin = Browser.basic(host.url(), "admin");
        for (int i = 0; i < 20; i++) {
            host.update(FixtureJar.javax().version("1.0." + i).build(folder));
            assertThat(admin.get("/plugins/servlet/fixture/echo").body()).contains("user=admin");
            assertThat(admin.get("/browse/KEY-1?page=dvcs.fixture:tab").body()).contains("from-tab", "from-panel");
        }
        assertThat(host.leakedLoaders()).isZero();
        assertThat(admin.get("/-/host/status").body()).contains("\"version\":\"1.0.19\"");
    }

    /** The check itself must be able to fail. */
    @Test
    void aListenerLeftBehindIsFoundAsALeak() throws IOException {
        host.update(FixtureJar.javax().with("leak.txt", "").build(folder));
        host.update(FixtureJar.javax().build(folder));
        assertThat(host.leakedLoaders()).isEqualTo(1);
    }

    @Test
    void disabledServletsAreGoneAndComeBack() throws IOException {
        Browser admin = Browser.basic(host.url(), "admin");
        host.update(FixtureJar.javax().build(folder));
        host.disable();
        assertThat(admin.get("/plugins/servlet/fixture/echo").statusCode()).isEqualTo(404);
        assertThat(admin.get("/browse/KEY-1").body()).doesNotContain("from-panel", "Fixture tab");
        host.enable();
        assertThat(admin.get("/plugins/servlet/fixture/echo").statusCode()).isEqualTo(200);
        host.uninstall();
        assertThat(admin.get("/-/host/status").body()).contains("\"installed\":false");
        assertThat(host.leakedLoaders()).isZero();
        assertThatThrownBy(host::enable).hasMessage("No plugin is installed.");
    }

    @Test
    void anImportThatIsForgottenFails() throws IOException {
        refused(
                FixtureJar.javax().without("com.atlassian.sal.api.user"),
                "com.atlassian.sal.api.user.UserManager not found");
    }

    @Test
    void aPackageNamedOnlyInTheDescriptorMustBeImportedToo() throws IOException {
        refused(
                FixtureJar.javax().without("com.atlassian.jira.plugin.webfragment.conditions"),
                "com.atlassian.jira.plugin.webfragment.conditions");
    }

    @Test
    void whatJiraDoesNotExportCannotBeImported() throws IOException {
        refused(FixtureJar.javax().importing("com.fasterxml.jackson.databind"), "com.fasterxml.jackson.databind");
    }

    @Test
    void theHostsOwnClassesAreHidden() throws IOException {
        refused(FixtureJar.javax().importing("dvcs.devhost.db"), "dvcs.devhost.db");
    }

    @Test
    void aJakartaJarDoesNotResolveHere() throws IOException {
        refused(FixtureJar.jakarta(), "jakarta.servlet");
    }

    @Test
    void aServiceThatTheIndexDoesNotNameCannotBeInjected() throws IOException {
        refused(
                FixtureJar.javax().withoutService("EventPublisher"),
                "neither a component nor named in META-INF/plugin-components/imports");
    }

    @Test
    void aPluginWithoutSpringContextIsNeverEnabled() throws IOException {
        refused(FixtureJar.javax().withoutHeader("Spring-Context"), "Spring-Context");
    }

    @Test
    void aKeyThatDiffersIsRefused() throws IOException {
        refused(FixtureJar.javax().withoutHeader("Atlassian-Plugin-Key"), "Atlassian-Plugin-Key");
    }

    @Test
    void missingSecurityAnnotationsAreNoLinkError() throws IOException {
        host.update(
                FixtureJar.javax().without("com.atlassian.annotations.security").build(folder));
        assertThat(Browser.anonymous(host.url())
                        .form("/plugins/servlet/fixture/hook/1")
                        .statusCode())
                .as("unannotated means licensed users")
                .isEqualTo(302);
        assertThat(Browser.basic(host.url(), "bob")
                        .form("/plugins/servlet/fixture/hook/1")
                        .statusCode())
                .isEqualTo(202);
    }
}
