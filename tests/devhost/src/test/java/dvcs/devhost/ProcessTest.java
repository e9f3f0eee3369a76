package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged hosts, both halves, as a person or a script starts them. */
class ProcessTest {
    @TempDir
    private Path folder;

    private ProcessBuilder command(String namespace, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("devhost.target", "target"), "host-" + namespace, "devhost.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
    }

    private static FixtureJar fixture(String namespace) {
        return namespace.equals("jakarta") ? FixtureJar.jakarta() : FixtureJar.javax();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void servesUpdatesAndStops(String namespace) throws Exception {
        Path plugin = fixture(namespace).build(folder);
        Process process = command(
                        namespace,
                        "--home",
                        folder.resolve("home").toString(),
                        "--port",
                        "0",
                        "--plugin",
                        plugin.toString())
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertThat(line).as(Files.readString(folder.resolve("log"))).isNotNull();
            JsonNode ready = new ObjectMapper().readTree(line);
            assertThat(ready.path("plugin").asText()).isEqualTo("enabled");
            assertThat(ready.path("pid").asLong()).isEqualTo(process.pid());
            String url = ready.path("url").asText();
            Browser admin = Browser.basic(url, "admin").header("X-Atlassian-Token", "no-check");
            assertThat(admin.get("/browse/KEY-1").body()).contains("This is not Jira.");
            if (namespace.equals("jakarta")) {
                assertThat(admin.get("/plugins/servlet/fixture/page").body())
                        .contains("jakarta /plugins/servlet/fixture/page", "This is not Jira.", "emulating Jira 11");
            } else {
                assertThat(admin.get("/plugins/servlet/fixture/echo").body()).contains("user=admin");
            }
            for (int i = 1; i <= 3; i++) {
                Path next = fixture(namespace).version("2.0." + i).build(folder);
                assertThat(admin.json("/-/host/update", "{\"jar\":\"" + next + "\"}")
                                .body())
                        .contains("\"version\":\"2.0." + i + "\"");
            }
            assertThat(admin.get("/-/host/leaks").body()).isEqualTo("{\"loaders\":0}");
            assertThat(admin.json("/-/host/update", "{\"jar\":\"/nowhere.jar\"}")
                            .statusCode())
                    .isEqualTo(400);
            Path wrong =
                    fixture(namespace.equals("jakarta") ? "javax" : "jakarta").build(folder);
            assertThat(admin.json("/-/host/update", "{\"jar\":\"" + wrong + "\"}")
                            .statusCode())
                    .as("the other namespace does not resolve")
                    .isEqualTo(409);
            assertThat(admin.json("/-/host/update", "{\"jar\":\"" + plugin + "\"}")
                            .statusCode())
                    .isEqualTo(200);
            process.toHandle().destroy(); // Process.destroy would close the stream that is read next
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).as("nothing but one line on stdout").isNull();
        } finally {
            process.destroyForcibly();
        }
        try (DevHost again = DevHost.start(DevHostOptions.of(folder.resolve("home")))) {
            assertThat(String.valueOf(again.service(com.atlassian.sal.api.pluginsettings.PluginSettingsFactory.class)
                            .createSettingsForKey("fixture")
                            .get("life")))
                    .as("SIGTERM stopped the plugin first")
                    .contains(",stop,close");
        }
    }

    private String refused(String... arguments) throws IOException, InterruptedException {
        Process process = command("javax", arguments).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return Files.readString(folder.resolve("log"));
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(refused("--port", "0")).contains("--home is missing");
        assertThat(refused("--home", "x", "--colour", "red")).contains("unknown option --colour");
        assertThat(refused("--home", "x", "--plugin", "/nowhere.jar")).contains("there is no plugin /nowhere.jar");
        assertThat(refused("--home", folder.resolve("h").toString(), "--port", "0", "--aui", "/nowhere"))
                .contains("npm ci");
    }

    @Test
    void optionsAreChecked() throws IOException {
        assertThatThrownBy(() -> Main.parse(new String[] {"--home"})).hasMessage("--home needs a value");
        assertThatThrownBy(() -> Main.parse(new String[] {"--home", "h", "--port", "70000"}))
                .hasMessageContaining("is no port");
        assertThatThrownBy(() -> Main.parse(new String[] {"--home", "h", "--db", "oracle"}))
                .hasMessageContaining("h2 or postgres");
        Path projects = Files.writeString(
                folder.resolve("p.json"), "{\"projects\":[{\"key\":\"ABC\",\"issues\":7,\"moved\":{\"OLD-1\":2}}]}");
        DevHostOptions options = Main.parse(new String[] {
            "--home", "h", "--db", "postgres", "--schema", "s", "--projects", projects.toString(), "--port", "0"
        });
        assertThat(options.projects().get(0).name()).isEqualTo("ABC");
        assertThat(options.projects().get(0).moved()).containsEntry("OLD-1", 2);
        assertThat(options.schema()).isEqualTo("s");
        Files.writeString(projects, "[]");
        assertThatThrownBy(() -> Main.parse(new String[] {"--home", "h", "--projects", projects.toString()}))
                .hasMessageContaining("has no list");
    }
}
