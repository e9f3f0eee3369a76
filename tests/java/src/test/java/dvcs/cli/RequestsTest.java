package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests an import may cost, counted by the forge and by {@code --stats}. */
class RequestsTest {
    /** More than one page, so that a light refresh may not list everything. The figures for 10,000 are in ./dev bench import. */
    private static final int CROWD = 120;
    private static final int PAGES = 2;

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
    }

    @ParameterizedTest
    @CsvSource({"auto, --project", "git, --project", "auto, --owner"})
    void aFirstImportCostsElevenRequestsWhateverTheHistorysLength(String source, String scope) {
        try (Forge forge = Forge.start(none().withSized(List.of("10000:50:500")))) {
            Dvcsctl dvcsctl = new Dvcsctl(folder, forge.token());
            Dvcsctl.Run run = scope.equals("--owner") ? imported(dvcsctl, forge, source, scope, "sized")
                    : imported(dvcsctl, forge, source, scope, Long.toString(forge.project("sized/c10000").id()));
            assertThat(run.of("commit")).hasSize(10_000);
            assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
            assertThat(run.of("branch")).hasSize(50);
            assertThat(run.of("merge_request")).hasSize(500);
            assertThat(requests(dvcsctl, forge)).as(forge.requests().counts().toString()).isLessThanOrEqualTo(11);
        }
    }

    @Test
    void aRefreshOfManyRepositoriesCostsWhatChanged() throws Exception {
        try (Forge forge = Forge.start(none().withCrowd(CROWD))) {
            Dvcsctl dvcsctl = new Dvcsctl(folder, forge.token());
            assertThat(imported(dvcsctl, forge, "auto", "--owner", "crowd").of("repository")).hasSize(CROWD);

            forge.requests().reset();
            assertThat(imported(dvcsctl, forge, "auto", "--owner", "crowd").lines()).hasSize(1);
            assertThat(requests(dvcsctl, forge)).as(forge.requests().counts().toString()).isLessThanOrEqualTo(5);

            Path clone = Histories.clone(forge, "crowd/r00000", folder.resolve("clone"));
            String pushed = Histories.commit(clone, "MANY-7 one more");
            Histories.git(clone, "push", "-q", "origin", "HEAD");
            forge.requests().reset();
            assertThat(imported(dvcsctl, forge, "auto", "--owner", "crowd").of("commit")).extracting(line -> line.get("sha").asText()).containsExactly(pushed);
            assertThat(requests(dvcsctl, forge)).as(forge.requests().counts().toString()).isLessThanOrEqualTo(6);

            lastSweepLiesBack(dvcsctl.file("cursor"));
            forge.requests().reset();
            assertThat(imported(dvcsctl, forge, "auto", "--owner", "crowd").lines()).hasSize(1);
            assertThat(requests(dvcsctl, forge)).as(forge.requests().counts().toString()).isBetween(CROWD, CROWD + PAGES + 5);
        }
    }

    private ForgeOptions none() {
        return ForgeOptions.in(folder.resolve("forge")).withGenerated("none");
    }

    private Dvcsctl.Run imported(Dvcsctl dvcsctl, Forge forge, String source, String scope, String which) {
        List<String> arguments = new ArrayList<>(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), which)));
        arguments.set(arguments.indexOf("--owner"), scope);
        arguments.addAll(List.of("--stats", dvcsctl.file("stats").toString()));
        Dvcsctl.Run run = dvcsctl.run(arguments);
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
        return new Dvcsctl.Run(0, run.lines().stream().filter(line -> !line.get("type").asText().equals("progress")).toList(), "");
    }

    /** What the forge saw, which must be what the program says. */
    private static int requests(Dvcsctl dvcsctl, Forge forge) {
        JsonNode stats = Dvcsctl.json(Dvcsctl.text(dvcsctl.file("stats")));
        assertThat(stats.get("requests").asInt()).isEqualTo(forge.requests().total());
        return forge.requests().total();
    }

    /** A day passes: native/doc/cursor-file.md, table run. */
    private static void lastSweepLiesBack(Path cursor) throws IOException, InterruptedException {
        String program = "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); changed = file.execute(\"UPDATE run SET state = "
                + "json_set(state, '$.last_full', json_extract(state, '$.last_full') - 90000)\").rowcount; file.commit(); sys.exit(changed != 1)";
        Process process = new ProcessBuilder("python3", "-c", program, cursor.toString()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
