package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin behind a real proxy that wants a password: tinyproxy, set up as Jira's own proxy is. */
@Timeout(180)
class ProxyTest {
    private static final String PASSWORD = "let-me-through";

    @TempDir
    private Path folder;

    private int port;

    private Process proxy() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("tinyproxy.conf"), String.join("\n", "Port " + port, "Listen 127.0.0.1",
                "Allow 127.0.0.1", "BasicAuth jira " + PASSWORD, "LogLevel Connect", "LogFile \"" + log() + "\"", ""));
        Process process = new ProcessBuilder("tinyproxy", "-d", "-c", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("tinyproxy.out").toFile()).start();
        Eventually.isTrue("the proxy listens", () -> !process.isAlive() || listens());
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("tinyproxy.out"))).isTrue();
        return process;
    }

    private Path log() {
        return folder.resolve("tinyproxy.log");
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String[] settings(String... more) {
        return Stream.concat(Stream.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + port, "-Dhttp.nonProxyHosts=", "--db", "h2"),
                Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void anImportGoesThroughTheProxyAndItsRefusalIsSaidInWords() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        Process proxy = proxy();
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            try (HostProcess host = HostProcess.start(folder.resolve("home"), "javax", settings("-Dhttp.proxyUser=jira", "-Dhttp.proxyPassword=" + PASSWORD))) {
                HostAccount account = HostAccount.add(host, forge);
                account.awaitIdle();
                assertThat(account.repositories()).isNotEmpty()
                        .allSatisfy(each -> assertThat(each.path("state").asText()).isEqualTo("SYNCED"));
                assertThat(Files.readString(log())).as("each request names the forge").contains(":" + URI.create(forge.url()).getPort());
                int requests = forge.requests().total();
                proxy.destroy();
                assertThat(proxy.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(account.diagnosed().path("findings")).as("without the proxy")
                        .anySatisfy(each -> assertThat(each.path("outcome").asText() + each).startsWith("FAILED").containsIgnoringCase("proxy"));
                assertThat(forge.requests().total()).as("nothing goes around it").isEqualTo(requests);
                assertThat(host.printed()).doesNotContain(PASSWORD).doesNotContain(forge.token());
            }
            proxy = proxy();
            try (HostProcess host = HostProcess.start(folder.resolve("home"), "javax", settings())) {
                String answer = host.post("accounts", "{\"host\":\"gitlab\",\"name\":\"apache\",\"url\":\"" + forge.url()
                        + "\",\"token\":\"" + forge.token() + "\"}", 502);
                assertThat(answer).containsIgnoringCase("proxy").doesNotContain(forge.token());
            }
        } finally {
            proxy.destroyForcibly();
        }
    }
}
