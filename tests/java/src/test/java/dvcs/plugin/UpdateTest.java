package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.devhost.DevHost;
import dvcs.devhost.DevHostOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in the development host: twenty updates in place leave no class loader and no thread. */
@Timeout(300)
class UpdateTest {
    private static final int UPDATES = 20;
    private static final Path JAR = Path.of(System.getProperty("dvcs.plugin.jar"));
    private static final boolean WITH_NATIVE =
            Files.exists(Path.of(System.getProperty("dvcs.native.folder"), "META-INF", "native", "manifest.properties"));

    @TempDir
    private Path home;

    private static String status(DevHost host) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/plugins/servlet/dvcs/api/1/status"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8))).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("dvcs-")).toList();
    }

    /** Native threads carry no Java name: the kernel knows them. */
    private static long nativeThreads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(UpdateTest::isOurs).count();
        }
    }

    private static boolean isOurs(Path task) {
        try {
            return Files.readString(task.resolve("comm")).startsWith("dvcs");
        } catch (IOException e) {
            return false; // it ended meanwhile
        }
    }

    private static long mappings() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("r-xp") && line.contains("libdvcs.so")).count();
        }
    }

    @Test
    void twentyUpdatesLeaveNothingBehind() throws Exception {
        long mappedBefore = mappings();
        DevHost host = DevHost.start(DevHostOptions.of(home).withPlugin(JAR));
        try {
            assertThat(status(host)).contains("\"nativeLoaded\":" + WITH_NATIVE);
            for (int i = 0; i < UPDATES; i++) {
                host.update(JAR);
            }
            assertThat(status(host)).as("still works").contains("\"nativeLoaded\":" + WITH_NATIVE);
            assertThat(host.leakedLoaders()).isZero();
            assertThat(mappings() - mappedBefore).as("mapped copies, which stay because of -z nodelete")
                    .isLessThanOrEqualTo(WITH_NATIVE ? UPDATES + 1 : 0);
            host.disable();
            Eventually.isTrue("every thread has left", () -> threads().isEmpty());
            assertThat(nativeThreads()).isZero();
            try (Stream<Path> left = Files.walk(home)) {
                assertThat(left.filter(path -> path.getFileName().toString().equals("libdvcs.so"))).as("extracted copies").isEmpty();
            }
        } finally {
            host.close();
        }
    }
}
