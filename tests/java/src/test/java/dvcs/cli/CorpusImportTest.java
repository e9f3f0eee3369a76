package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three real histories, compared with what git says of them. */
class CorpusImportTest {
    private static final Path SHARED = Path.of("../../../shared");
    private static final List<String> NAMES = List.of("zookeeper", "kafka", "groovy");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void theCorporaComeWholeAndOnce(String source) {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
        assumeTrue(NAMES.stream().allMatch(name -> Files.isReadable(SHARED.resolve("corpus/" + name + ".jsonl.xz"))),
                "needs the corpora of ../shared");
        Path kept = Path.of("../../build/forge-corpora").toAbsolutePath().normalize();
        ForgeOptions options = ForgeOptions.in(kept).withGenerated("none").withCorpora(SHARED, NAMES);
        try (Forge forge = Forge.start(options)) {
            Dvcsctl dvcsctl = new Dvcsctl(folder, forge.token());
            Path stats = folder.resolve("stats");
            Dvcsctl.Run run = dvcsctl.run(Dvcsctl.withSource(source,
                    dvcsctl.arguments(forge.url(), "apache", "--stats", stats.toString())));
            assertThat(run.errors()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
            JsonNode numbers = Dvcsctl.json(Dvcsctl.text(stats));
            assertThat(numbers.get("commits_emitted").asInt()).isEqualTo(run.commits().size());
            assertThat(numbers.get("peak_rss_bytes").asLong()).isLessThan(256L << 20);
            assertThat(dvcsctl.run(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), "apache"))).commits()).isEmpty();
        }
    }
}
