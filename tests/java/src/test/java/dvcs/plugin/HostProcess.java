package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The development host as a process of its own, with the packaged plugin. */
final class HostProcess implements AutoCloseable {
    static final boolean WITH_NATIVE =
            Files.exists(Path.of(System.getProperty("dvcs.native.folder"), "META-INF", "native", "manifest.properties"));

    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

    private final Process process;
    private final Path output;
    private final Path log;

    private HostProcess(Process process, Path output, Path log) {
        this.process = process;
        this.output = output;
        this.log = log;
    }

    /** Returns when it answers. Options that begin with -D are the JVM's. {@code home} is kept, and with it all that a restart should find. */
    static HostProcess start(Path home, String namespace, String... options) throws IOException {
        Path folder = Path.of(System.getProperty("dvcs.host"));
        String jar = System.getProperty(namespace.equals("javax") ? "dvcs.plugin.jar" : "dvcs.plugin.jakarta");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xcheck:jni", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it lives for seconds: half the time to start
        command.addAll(Stream.of(options).filter(HostProcess::isOfTheJvm).toList());
        command.addAll(List.of("-jar", folder.resolve("host-" + namespace).resolve("devhost.jar").toString(),
                "--home", home.toString(), "--port", "0", "--plugin", jar,
                "--aui", folder.resolveSibling("node_modules").toString()));
        command.addAll(Stream.of(options).filter(option -> !isOfTheJvm(option)).toList());
        Path output = Files.createTempFile(home.getParent(), "host", ".out");
        Path log = Files.createTempFile(home.getParent(), "host", ".err");
        HostProcess host = new HostProcess(new ProcessBuilder(command).redirectOutput(output.toFile())
                .redirectError(log.toFile()).start(), output, log);
        try {
            Eventually.isTrue("the host says where it is", () -> !host.process.isAlive() || host.url() != null);
            assertThat(host.process.isAlive()).as(host::printed).isTrue();
            return host;
        } catch (AssertionError e) {
            host.close();
            throw e;
        }
    }

    private static boolean isOfTheJvm(String option) {
        return option.startsWith("-D");
    }

    /** As the power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stops when asked").isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What it wrote so far. */
    String printed() {
        return read(output) + read(log);
    }

    String get(String path) {
        return answer(HttpRequest.newBuilder(api(path)), 200);
    }

    String post(String path, String json) {
        return post(path, json, 201);
    }

    String post(String path, String json, int expected) {
        return answer(HttpRequest.newBuilder(api(path)).header("Content-Type", "application/json")
                .header("X-Atlassian-Token", "no-check").POST(BodyPublishers.ofString(json)), expected);
    }

    String put(String path, String json) {
        return answer(HttpRequest.newBuilder(api(path)).header("Content-Type", "application/json")
                .header("X-Atlassian-Token", "no-check").PUT(BodyPublishers.ofString(json)), 200);
    }

    /** Where it listens, which is not part of its configured base URL. */
    int port() {
        return URI.create(url()).getPort();
    }

    void delete(String path) {
        answer(HttpRequest.newBuilder(api(path)).header("X-Atlassian-Token", "no-check").DELETE(), 204);
    }

    /** Where servlets of plugins are, with a slash at the end. */
    String servlets() {
        return url() + "/plugins/servlet/";
    }

    private URI api(String path) {
        return URI.create(servlets() + "dvcs/api/1/" + path);
    }

    private String url() {
        Matcher url = URL.matcher(read(output));
        return url.find() ? url.group(1) : null;
    }

    private static String answer(HttpRequest.Builder request, int expected) {
        request.header("Authorization", "Basic "
                + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)));
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(expected);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
