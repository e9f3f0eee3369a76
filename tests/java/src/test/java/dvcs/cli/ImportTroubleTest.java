package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Servers that answer badly, and a program that is killed: words, exit 1, and nothing lost. */
class ImportTroubleTest {
    @TempDir
    Path folder;

    private Forge forge;
    private Dvcsctl dvcsctl;

    @BeforeEach
    void needTheProgram() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
    }

    private void serve(ForgeOptions options) {
        forge = Forge.start(options);
        dvcsctl = new Dvcsctl(folder, forge.token());
    }

    private void serve() {
        serve(ForgeOptions.in(folder.resolve("forge")));
    }

    @AfterEach
    void stop() {
        if (forge != null) {
            forge.close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Faults.Kind.class, names = {"SILENT", "MALFORMED_ITEM", "FORBIDDEN"}, mode = Mode.EXCLUDE)
    void aTroubledAnswerLosesNothing(Faults.Kind kind) {
        serve();
        long id = forge.project("acme/webshop").id();
        forge.faults().add("/api/v4/projects/" + id + "/repository/commits", kind, 2);
        Dvcsctl.Run troubled = dvcsctl.importAcme(forge);
        Set<String> commits = new HashSet<>(troubled.commits());
        if (troubled.code() != 0) {
            assertThat(troubled.errors()).contains("acme/webshop").doesNotContain(forge.token());
            forge.faults().clear();
            Dvcsctl.Run next = dvcsctl.importAcme(forge);
            assertThat(next.errors()).isEmpty();
            assertThat(next.code()).isZero();
            assertThat(next.commits()).doesNotContainAnyElementsOf(commits);
            commits.addAll(next.commits());
        }
        assertThat(commits).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
    }

    /** What only an administrator of the forge can change is named, and no reason to fail; the next run looks again. */
    @Test
    void aLastingRefusalIsNamedAndComesBackWhenItIsLifted() {
        serve();
        long id = forge.project("acme/webshop").id();
        forge.faults().add("/api/v4/projects/" + id + "/repository/commits", Faults.Kind.FORBIDDEN, 2);
        Dvcsctl.Run refused = dvcsctl.importAcme(forge);
        assertThat(refused.code()).as(refused.errors()).isZero();
        assertThat(refused.of("skipped")).anySatisfy(line -> {
            assertThat(line.get("project_id").asLong()).isEqualTo(id);
            assertThat(line.get("why").asText()).contains("acme/webshop").doesNotContain(forge.token());
        });
        forge.faults().clear();
        Set<String> commits = new HashSet<>(refused.commits());
        commits.addAll(dvcsctl.importAcme(forge).commits());
        assertThat(commits).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
    }

    @Test
    void aMalformedItemIsSkippedAndNamed() {
        serve();
        long id = forge.project("acme/webshop").id();
        forge.faults().add("/api/v4/projects/" + id + "/repository/commits", Faults.Kind.MALFORMED_ITEM, 1);
        Dvcsctl.Run run = dvcsctl.importAcme(forge);
        assertThat(run.of("skipped")).singleElement().satisfies(line -> {
            assertThat(line.get("project_id").asLong()).isEqualTo(id);
            assertThat(line.get("why").asText()).isNotBlank();
        });
        assertThat(run.commits()).hasSize(Histories.commits(forge).size() - 1);
    }

    @Test
    void aRefusedTokenStopsAtTheFirstAnswer() {
        serve();
        forge.addToken("glpat-revoked-000000000", "revoked", Set.of("api"));
        dvcsctl = new Dvcsctl(folder, "glpat-revoked-000000000");
        refused(dvcsctl.importAcme(forge), "token");
        assertThat(forge.requests().total()).isLessThanOrEqualTo(2);
    }

    @Test
    void anUnknownGroupIsNamed() {
        serve();
        refused(dvcsctl.run(dvcsctl.arguments(forge.url(), "no-such-group")), "no-such-group");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        serve();
        String url = forge.url();
        forge.close();
        forge = null;
        refused(dvcsctl.run(dvcsctl.arguments(url, "acme")), "localhost");
    }

    @Test
    void aWebPageInPlaceOfTheApiIsSaidToBeOne() {
        serve();
        forge.faults().add("/", Faults.Kind.HTML_WITH_200, 1000);
        refused(dvcsctl.importAcme(forge), "localhost");
    }

    @Test
    void aCertificateOfTheGivenAuthorityIsTrusted() {
        serve(ForgeOptions.in(folder.resolve("forge")).withTls(Tls.Kind.GOOD));
        Dvcsctl.Run run = dvcsctl.importAcme(forge, "--ca", forge.authority().toString());
        assertThat(run.errors()).isEmpty();
        assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        serve(ForgeOptions.in(folder.resolve("forge")).withTls(Tls.Kind.GOOD));
        refused(dvcsctl.importAcme(forge), "certificate");
    }

    @ParameterizedTest
    @EnumSource(value = Tls.Kind.class, names = "GOOD", mode = Mode.EXCLUDE)
    void aBadCertificateIsRefusedInWords(Tls.Kind kind) {
        serve(ForgeOptions.in(folder.resolve("forge")).withTls(kind));
        refused(dvcsctl.importAcme(forge, "--ca", forge.authority().toString()), "certificate");
    }

    @Test
    void killedInTheMiddleNothingIsMissing() throws Exception {
        serve();
        // Every repository's branches are slow, so that the first saves happen long before the end.
        forge.faults().add("/api/v4/projects/" + forge.project("acme/billing").id() + "/repository/branches", Faults.Kind.SILENT, 1);
        Dvcsctl.Started started = dvcsctl.start(dvcsctl.arguments(forge.url(), "acme"));
        while (started.process().isAlive() && !Files.exists(dvcsctl.file("cursor"))) {
            Thread.onSpinWait();
        }
        started.process().destroyForcibly().waitFor();
        Set<String> commits = new HashSet<>(new Dvcsctl.Run(1, Dvcsctl.lines(started.out()), "").commits());
        assertThat(commits).isNotEmpty();
        forge.faults().clear();
        Dvcsctl.Run next = dvcsctl.importAcme(forge);
        assertThat(next.errors()).isEmpty();
        commits.addAll(next.commits());
        assertThat(commits).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
        assertThat(next.commits().size()).as("the saved part is not read again").isLessThan(commits.size());
        assertThat(dvcsctl.importAcme(forge).commits()).isEmpty();
    }

    private static void refused(Dvcsctl.Run run, String word) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).contains(word).hasLineCount(1);
        assertThat(run.of("commit")).isEmpty();
        List<?> done = run.of("done");
        assertThat(done).hasSize(1);
    }
}
