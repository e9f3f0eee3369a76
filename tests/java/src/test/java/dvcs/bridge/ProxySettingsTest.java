package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
    private static ProxySettings of(Map<String, String> properties) {
        return ProxySettings.of(properties::get);
    }

    @Test
    void aJvmWithoutProxiesHasNone() {
        assertThat(of(Map.of()).servers()).isEmpty();
        assertThat(of(Map.of("http.proxyHost", "", "https.proxyHost", " ", "http.proxyPort", "8080")).servers()).isEmpty();
    }

    @Test
    void readsOneProxyPerScheme() {
        ProxySettings settings = of(Map.of("http.proxyHost", "plain.example", "http.proxyPort", "8080", "https.proxyHost",
                "secure.example", "https.proxyPort", "3128", "https.proxyUser", "jira", "https.proxyPassword", "s3cret"));
        assertThat(settings.servers()).containsExactly(
                new ProxySettings.Server("http", "plain.example", 8080, "", ""),
                new ProxySettings.Server("https", "secure.example", 3128, "jira", "s3cret"));
        assertThat(settings.toString()).doesNotContain("s3cret").contains("secure.example:3128");
    }

    @Test
    void takesTheUsualPortsLikeTheJvm() {
        ProxySettings settings = of(Map.of("http.proxyHost", "p", "https.proxyHost", "p", "https.proxyPort", "many"));
        assertThat(settings.servers()).extracting(ProxySettings.Server::port).containsExactly(80, 443);
        assertThat(of(Map.of("http.proxyHost", "p", "http.proxyPort", "70000")).servers().get(0).port()).isEqualTo(80);
    }

    @Test
    void loopbackIsReachedDirectlyUnlessTheListIsEmptiedOnPurpose() {
        assertThat(of(Map.of()).nonProxyHosts()).containsExactly("localhost", "127.*", "[::1]", "0.0.0.0", "[::0]");
        assertThat(of(Map.of("http.nonProxyHosts", "")).nonProxyHosts()).isEmpty();
        assertThat(of(Map.of("http.nonProxyHosts", "*.corp.example| forge ||10.*")).nonProxyHosts())
                .containsExactly("*.corp.example", "forge", "10.*", "localhost", "127.*", "[::1]", "0.0.0.0", "[::0]");
    }
}
