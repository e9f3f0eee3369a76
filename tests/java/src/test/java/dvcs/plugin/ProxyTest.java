package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.proxy.Tinyproxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin behind a real proxy that wants a password: tinyproxy, set up as Jira's own proxy is. */
@Timeout(180)
class ProxyTest {
    @TempDir
    private Path folder;

    private static String[] settings(Tinyproxy proxy, String... more) {
        return Stream.concat(Stream.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + proxy.port(), "-Dhttp.nonProxyHosts=", "--db", "h2"),
                Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void anImportGoesThroughTheProxyAndItsRefusalIsSaidInWords() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            Tinyproxy proxy = Tinyproxy.start(folder);
            try (proxy; HostProcess host = HostProcess.start(folder.resolve("home"), "javax",
                    settings(proxy, "-Dhttp.proxyUser=" + Tinyproxy.USER, "-Dhttp.proxyPassword=" + Tinyproxy.PASSWORD))) {
                HostAccount account = HostAccount.add(host, forge);
                account.awaitIdle();
                assertThat(account.repositories()).isNotEmpty()
                        .allSatisfy(each -> assertThat(each.path("state").asText()).isEqualTo("SYNCED"));
                assertThat(proxy.log()).as("each request names the forge").contains(":" + URI.create(forge.url()).getPort());
                int requests = forge.requests().total();
                proxy.close();
                assertThat(account.diagnosed().path("findings")).as("without the proxy")
                        .anySatisfy(each -> assertThat(each.path("outcome").asText() + each).startsWith("FAILED").containsIgnoringCase("proxy"));
                assertThat(forge.requests().total()).as("nothing goes around it").isEqualTo(requests);
                assertThat(host.printed()).doesNotContain(Tinyproxy.PASSWORD).doesNotContain(forge.token());
            }
            try (Tinyproxy another = Tinyproxy.start(folder);
                    HostProcess host = HostProcess.start(folder.resolve("home"), "javax", settings(another))) {
                String answer = host.post("accounts", "{\"host\":\"gitlab\",\"name\":\"apache\",\"url\":\"" + forge.url()
                        + "\",\"token\":\"" + forge.token() + "\"}", 502);
                assertThat(answer).containsIgnoringCase("proxy").doesNotContain(forge.token());
            }
        }
    }
}
