package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed does not tell which source it came from: git and REST give the same lines, byte by byte. */
class ImportSourcesAgreeTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
    }

    @Test
    void aGroupWithSubgroupsAndMergeRequests() throws Exception {
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            List<String> byRest = printed("rest", forge, "acme");
            assertThat(byRest).hasSizeGreaterThan(Histories.commits(forge).size());
            assertThat(printed("git", forge, "acme")).isEqualTo(byRest);
        }
    }

    @Test
    void commitsAsNobodyWouldWriteThem() throws Exception {
        Path odd = OddCommits.repository(folder.resolve("odd.git"));
        ForgeOptions options = ForgeOptions.in(folder.resolve("forge")).withGenerated("none").withRepositories(List.of(odd));
        try (Forge forge = Forge.start(options)) {
            List<String> byRest = printed("rest", forge, "local");
            assertThat(printed("git", forge, "local")).isEqualTo(byRest);
            List<JsonNode> commits = byRest.stream().map(Dvcsctl::json).filter(line -> line.path("type").asText().equals("commit")).toList();
            assertThat(commits).extracting(line -> line.get("project_id") + " " + line.get("sha").asText())
                    .containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
            assertThat(of(commits, "KEY-1").get("message").asText()).isEqualTo("KEY-1 Grüße\n");
            assertThat(of(commits, "KEY-1").get("author").get("name").asText()).isEqualTo("Jörg");
            assertThat(of(commits, "KEY-2").get("message").asText()).isEqualTo("KEY-2 日本語\n");
            assertThat(of(commits, "KEY-3").get("message").asText()).as("databases refuse NUL").isEqualTo("KEY-3 before\uFFFDand after KEY-33\n");
            assertThat(of(commits, "KEY-4").get("author").get("email").asText()).isEmpty();
            assertThat(of(commits, "KEY-5").get("authored_date").asText()).isEqualTo("1970-01-01T00:00:00+00:00");
            assertThat(of(commits, "KEY-6").get("authored_date").asText()).isEqualTo("2106-02-07T12:13:15+05:45");
            assertThat(of(commits, "KEY-7").get("parents")).hasSize(20);
            assertThat(of(commits, "KEY-8").get("message").asText()).hasSize(1 << 20).endsWith(" KEY-9\n");
        }
    }

    private static JsonNode of(List<JsonNode> commits, String key) {
        return commits.stream().filter(line -> line.get("keys").path(0).asText().equals(key)).findFirst().orElseThrow();
    }

    /** The sorted lines of an import with nothing before it. */
    private List<String> printed(String source, Forge forge, String owner) throws Exception {
        Dvcsctl dvcsctl = new Dvcsctl(Files.createDirectories(folder.resolve(source)), forge.token());
        Dvcsctl.Started started = dvcsctl.start(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), owner)));
        assertThat(started.process().waitFor()).as(Dvcsctl.text(started.errors())).isZero();
        assertThat(Dvcsctl.text(started.errors())).isEmpty();
        return Dvcsctl.text(started.out()).lines()
                .filter(line -> !Dvcsctl.json(line).get("type").asText().matches("progress|done")).sorted().toList();
    }
}
