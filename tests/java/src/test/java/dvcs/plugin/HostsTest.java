package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each jar in the host of its namespace, as a process of its own; both databases. */
@Timeout(180)
class HostsTest {
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
    private static final boolean WITH_NATIVE =
            Files.exists(Path.of(System.getProperty("dvcs.native.folder"), "META-INF", "native", "manifest.properties"));

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"javax, h2", "jakarta, h2", "javax, postgres", "jakarta, postgres"})
    void thePluginStartsAnswersAndStops(String namespace, String database) throws Exception {
        Path host = Path.of(System.getProperty("dvcs.host"), "host-" + namespace, "devhost.jar");
        String jar = System.getProperty(namespace.equals("javax") ? "dvcs.plugin.jar" : "dvcs.plugin.jakarta");
        Path output = home.resolve("host.out");
        Path log = home.resolve("host.err");
        Process process = new ProcessBuilder(java(), "-Xcheck:jni", "-jar", host.toString(), "--home", home.resolve("home").toString(),
                "--port", "0", "--db", database, "--schema", "jira_own", "--plugin", jar,
                "--aui", Path.of(System.getProperty("dvcs.host")).resolveSibling("node_modules").toString())
                .redirectOutput(output.toFile()).redirectError(log.toFile()).start();
        try {
            Eventually.isTrue("the host says where it is", () -> !process.isAlive() || url(output) != null);
            assertThat(process.isAlive()).as(() -> read(log)).isTrue();
            String status = get(url(output) + "/plugins/servlet/dvcs/api/1/status");
            assertThat(status).contains("\"nativeLoaded\":" + WITH_NATIVE).contains("\"paused\":false").contains("\"accounts\":0");
            assertThat(get(url(output) + "/plugins/servlet/dvcs/api/1/accounts")).contains("\"items\":[]");
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stops when asked").isTrue();
        }
        assertThat(read(output) + read(log)).doesNotContain("WARNING in native method").doesNotContain("objects behind");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String url(Path output) {
        Matcher url = URL.matcher(read(output));
        return url.find() ? url.group(1) : null;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Basic "
                + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8))).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
