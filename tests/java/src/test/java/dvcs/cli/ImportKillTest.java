package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 at random places of the output: the runs after it print what is missing. {@code -Ddvcs.kills=200} for a soak. */
class ImportKillTest {
    private static final int KILLS = Integer.getInteger("dvcs.kills", 20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git"})
    void nothingIsMissingAfterKills(String source) throws Exception {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
        long seed = Long.getLong("dvcs.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            Set<String> all = new HashSet<>(Histories.commits(forge));
            long length = output(forge, source);
            int killed = 0;
            for (int round = 0; killed < KILLS / 2 || round == 0; round++) {
                Path files = Files.createDirectories(folder.resolve("round" + round));
                Dvcsctl dvcsctl = new Dvcsctl(files, forge.token());
                Set<String> commits = new HashSet<>();
                for (int kill = random.nextInt(3); kill >= 0; kill--) {
                    Dvcsctl.Started started = dvcsctl.start(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), "acme")));
                    long until = random.nextLong(length);
                    while (started.process().isAlive() && Files.size(started.out()) < until) {
                        Thread.onSpinWait();
                    }
                    killed += started.process().isAlive() ? 1 : 0;
                    started.process().destroyForcibly().waitFor();
                    commits.addAll(new Dvcsctl.Run(1, Dvcsctl.lines(started.out()), "").commits());
                }
                Dvcsctl.Run last = dvcsctl.run(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), "acme")));
                assertThat(last.errors()).as("seed " + seed).isEmpty();
                assertThat(last.code()).isZero();
                commits.addAll(last.commits());
                assertThat(commits).as("seed " + seed).isEqualTo(all);
                List<String> more = dvcsctl.run(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), "acme"))).commits();
                assertThat(more).as("seed " + seed).isEmpty();
            }
        }
    }

    private long output(Forge forge, String source) throws Exception {
        Dvcsctl dvcsctl = new Dvcsctl(Files.createDirectories(folder.resolve("whole")), forge.token());
        Dvcsctl.Started whole = dvcsctl.start(Dvcsctl.withSource(source, dvcsctl.arguments(forge.url(), "acme")));
        assertThat(whole.process().waitFor()).isZero();
        return Files.size(whole.out());
    }
}
