package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each jar in the host of its namespace, as a process of its own; both databases. */
@Timeout(180)
class HostsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"javax, h2", "jakarta, h2", "javax, postgres", "jakarta, postgres"})
    void thePluginStartsAnswersAndStops(String namespace, String database) throws Exception {
        try (HostProcess host = HostProcess.start(folder.resolve("home"), namespace, "--db", database, "--schema", "jira_own")) {
            assertThat(host.get("status")).contains("\"nativeLoaded\":" + HostProcess.WITH_NATIVE)
                    .contains("\"paused\":false").contains("\"accounts\":0");
            assertThat(host.get("accounts")).contains("\"items\":[]");
            host.stop();
            assertThat(host.printed()).doesNotContain("WARNING in native method").doesNotContain("objects behind");
        }
    }
}
