package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.ClientConfiguration;
import dvcs.api.ClientConfigurations;
import dvcs.api.ClientConfigurations.Form;
import dvcs.api.ConnectorException;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationsTest {
    private static final Form GOOD = new Form(" GitLab ", "gitlab", " https://GitLab.example:443/gitlab/ ", null, "app", "gloas-secret");

    @TempDir
    private Path home;

    private final List<Integer> changed = new ArrayList<>();
    private OAuthWorld world;
    private ClientConfigurations configurations;

    private void use(TestDatabase database) {
        world = new OAuthWorld(database, home);
        configurations = world.oauth().configurations(() -> {}, changed::add);
    }

    private static Form with(String name, String host, String url, String browserUrl, String applicationId, String secret) {
        return new Form(name, host, url, browserUrl, applicationId, secret);
    }

    private void assertRefused(String field, Form form) {
        assertThatThrownBy(() -> configurations.add(form)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.getMessage()).endsWith(".").doesNotContain("gloas");
        });
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneIsStoredAsItIsMeantAndItsSecretNeverComesOut(TestDatabase database) throws Exception {
        use(database);
        ClientConfiguration added = configurations.add(GOOD);
        assertThat(added).isEqualTo(new ClientConfiguration(added.id(), "GitLab", "gitlab", "https://gitlab.example/gitlab", "https://gitlab.example/gitlab",
                "app", true, 0));
        assertThat(configurations.list()).containsExactly(added);
        assertThat(world.clients.secret(world.clients.all().get(0))).isEqualTo("gloas-secret");
        assertThat(world.stored()).doesNotContain("gloas-secret");
        assertThat(GOOD.toString()).doesNotContain("gloas-secret");
        assertThat(configurations.redirectUrl()).isEqualTo(OAuthWorld.CALLBACK);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsMissingOrWrongIsSaidAtItsField(TestDatabase database) {
        use(database);
        assertRefused("name", with("", "gitlab", "https://h", null, "a", "s"));
        assertRefused("name", with("n".repeat(256), "gitlab", "https://h", null, "a", "s"));
        assertRefused("host", with("n", "svn", "https://h", null, "a", "s"));
        for (String url : new String[] {null, "", "gitlab", "ftp://h", "https://u:p@h", "https://h/?x", "https://h/#x", "https://h:99999", "javascript:alert(1)"}) {
            assertRefused("url", with("n", "gitlab", url, null, "a", "s"));
        }
        assertRefused("browserUrl", with("n", "gitlab", "https://h", "javascript:alert(1)", "a", "s"));
        assertRefused("applicationId", with("n", "gitlab", "https://h", null, null, "s"));
        assertRefused("applicationId", with("n", "gitlab", "https://h", null, "a b", "s"));
        assertRefused("secret", with("n", "gitlab", "https://h", null, "a", " "));
        assertRefused("secret", with("n", "gitlab", "https://h", null, "a", "gloas\u00e4"));
        assertThat(configurations.list()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void thereIsOneOfEachName(TestDatabase database) {
        use(database);
        configurations.add(GOOD);
        assertRefused("name", with("gitlab", "gitea", "https://other", null, "a", "s"));
        ClientConfiguration other = configurations.add(with("other", "gitea", "https://other", "https://outside", "a", "s"));
        assertThatThrownBy(() -> configurations.change(other.id(), with("GITLAB", null, null, null, null, null))).hasMessageContaining("of this name");
        assertThat(configurations.change(other.id(), with("OTHER", null, null, null, null, null)).name()).isEqualTo("OTHER");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsNotSaidStays(TestDatabase database) throws Exception {
        use(database);
        ClientConfiguration one = configurations.add(GOOD);
        for (String secret : new String[] {null, "", "  "}) {
            assertThat(configurations.change(one.id(), with(null, null, null, null, null, secret))).isEqualTo(one);
            assertThat(world.clients.secret(world.clients.find(one.id()).orElseThrow())).isEqualTo("gloas-secret");
        }
        assertThatThrownBy(() -> configurations.change(one.id(), with(null, null, "https://other/", "", null, "")))
                .as("what was entered for one host goes to no other").isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("secret"));
        ClientConfiguration now = configurations.change(one.id(), with(null, "gitea", "https://other/", "", "b", "gloas-new"));
        assertThat(now).isEqualTo(new ClientConfiguration(one.id(), "GitLab", "gitea", "https://other", "https://other", "b", true, 0));
        assertThat(world.clients.secret(world.clients.find(one.id()).orElseThrow())).isEqualTo("gloas-new");
        assertThat(changed).containsOnly(one.id()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatAccountsWorkWithKeepsItsAddressAndIsNotRemoved(TestDatabase database) {
        use(database);
        int id = world.client();
        int account = world.account("acme", id);
        assertThat(configurations.list().get(0).accounts()).isEqualTo(1);
        assertThatThrownBy(() -> configurations.change(id, with(null, null, "https://other", null, null, null)))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(409));
        assertThat(configurations.change(id, with(null, null, null, "https://outside", "new", null)).browserUrl()).isEqualTo("https://outside");
        assertThatThrownBy(() -> configurations.remove(id)).hasMessageContaining("Accounts work with");
        assertThat(configurations.list()).hasSize(1);
        world.accounts.markRemoved(account);
        configurations.remove(id);
        assertThat(configurations.list()).isEmpty();
        assertThatThrownBy(() -> configurations.remove(id)).hasMessageContaining("no client configuration");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofACopyTheSecretIsEnteredAgain(TestDatabase database) {
        use(database);
        ClientConfiguration one = configurations.add(GOOD);
        database.database().change(dvcs.store.Accounts::forgetCredentials);
        assertThat(configurations.list().get(0).hasSecret()).isFalse();
        assertThat(configurations.change(one.id(), with(null, null, null, null, null, "gloas-again")).hasSecret()).isTrue();
    }
}
