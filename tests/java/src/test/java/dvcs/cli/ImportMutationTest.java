package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After each thing that can happen to a repository the next run prints exactly the difference, whatever the source. */
class ImportMutationTest {
    private static final String PROJECT = "acme/webshop";

    @TempDir
    Path folder;

    private Forge forge;
    private Dvcsctl dvcsctl;
    private Path clone;
    private long id;

    @BeforeEach
    void start() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
        forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
        dvcsctl = new Dvcsctl(folder, forge.token());
        clone = Histories.clone(forge, PROJECT, folder.resolve("clone"));
        id = forge.project(PROJECT).id();
    }

    @AfterEach
    void stop() {
        if (forge != null) {
            forge.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void aForcePushTakesWhatLeftAndBringsWhatIsNew(String source) {
        push("topic", "KEY-1 one", "KEY-2 two");
        Set<String> before = imported(source);
        Histories.git(clone, "reset", "-q", "--hard", "HEAD~1");
        Histories.commit(clone, "KEY-3 instead");
        Histories.git(clone, "push", "-q", "--force", "origin", "HEAD:refs/heads/topic");
        Dvcsctl.Run run = dvcsctl.importAcmeFrom(source, forge);
        assertThat(differenceOf(run)).isEqualTo(difference(before));
        assertThat(run.of("commit_deleted")).hasSize(1);
        assertThat(names(run, "branch")).containsExactly("topic");
        nothingMore(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void branchesComeGoAndComeAgain(String source) {
        Set<String> before = imported(source);
        push("topic", "KEY-1 one", "KEY-2 two");
        Dvcsctl.Run made = dvcsctl.importAcmeFrom(source, forge);
        assertThat(differenceOf(made)).isEqualTo(difference(before));
        assertThat(made.of("commit")).hasSize(2);

        before = reachable();
        Histories.git(clone, "push", "-q", "origin", "--delete", "topic");
        Dvcsctl.Run deleted = dvcsctl.importAcmeFrom(source, forge);
        assertThat(differenceOf(deleted)).isEqualTo(difference(before));
        assertThat(names(deleted, "branch_deleted")).containsExactly("topic");

        before = reachable();
        Histories.git(clone, "push", "-q", "origin", "HEAD:refs/heads/topic");
        Dvcsctl.Run again = dvcsctl.importAcmeFrom(source, forge);
        assertThat(differenceOf(again)).isEqualTo(difference(before));
        assertThat(again.of("commit")).hasSize(2);
        nothingMore(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void aRenamedBranchIsTwoLines(String source) {
        push("topic", "KEY-1 one");
        imported(source);
        Histories.git(clone, "push", "-q", "origin", "HEAD:refs/heads/renamed", ":refs/heads/topic");
        Dvcsctl.Run run = dvcsctl.importAcmeFrom(source, forge);
        assertThat(names(run, "branch")).containsExactly("renamed");
        assertThat(names(run, "branch_deleted")).containsExactly("topic");
        assertThat(types(run)).containsExactlyInAnyOrder("branch", "branch_deleted", "done");
        nothingMore(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void aRepositoryThatIsRenamedOrArchivedIsOneLine(String source) {
        imported(source);
        forge.rename(id, "shop");
        Dvcsctl.Run renamed = dvcsctl.importAcmeFrom(source, forge);
        assertThat(types(renamed)).containsExactlyInAnyOrder("repository", "done");
        assertThat(renamed.of("repository").get(0).get("path").asText()).isEqualTo("acme/shop");
        forge.archive(id, true);
        Dvcsctl.Run archived = dvcsctl.importAcmeFrom(source, forge);
        assertThat(types(archived)).containsExactlyInAnyOrder("repository", "done");
        assertThat(archived.of("repository").get(0).get("archived").asBoolean()).isTrue();
        nothingMore(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git", "auto"})
    void aRepositoryThatIsGoneIsOneLine(String source) {
        imported(source);
        forge.remove(id);
        Dvcsctl.Run run = dvcsctl.importAcmeFrom(source, forge);
        assertThat(run.code()).isZero();
        assertThat(types(run)).containsExactlyInAnyOrder("repository_deleted", "done");
        assertThat(run.of("repository_deleted").get(0).get("project_id").asLong()).isEqualTo(id);
        nothingMore(source);
    }

    /** The server cannot say what left with a head that it no longer has: all is listed and compared with what was printed. */
    @ParameterizedTest
    @ValueSource(strings = {"git", "auto"})
    void aForcePushWhoseOldHeadWasCollectedTakesWhatLeft(String source) {
        push("topic", "KEY-1 one", "KEY-2 two");
        Set<String> before = imported(source);
        String old = Histories.git(clone, "rev-parse", "HEAD").strip();
        Histories.git(clone, "reset", "-q", "--hard", "HEAD~1");
        Histories.commit(clone, "KEY-3 instead");
        Histories.git(clone, "push", "-q", "--force", "origin", "HEAD:refs/heads/topic");
        Path gitDir = forge.project(PROJECT).gitDir();
        Histories.git(gitDir, "gc", "-q", "--prune=now");
        assertThatThrownBy(() -> Histories.git(gitDir, "cat-file", "-e", old)).isInstanceOf(AssertionError.class);
        Dvcsctl.Run run = dvcsctl.importAcmeFrom(source, forge);
        assertThat(differenceOf(run)).isEqualTo(difference(before)).contains("-" + old);
        assertThat(names(run, "branch")).containsExactly("topic");
        nothingMore(source);
    }

    private void push(String branch, String... messages) {
        Histories.git(clone, "switch", "-q", "-c", branch);
        Arrays.stream(messages).forEach(message -> Histories.commit(clone, message));
        Histories.git(clone, "push", "-q", "origin", "HEAD:refs/heads/" + branch);
    }

    /** Everything of the project that branches reach, after an import of it. */
    private Set<String> imported(String source) {
        Dvcsctl.Run run = dvcsctl.importAcmeFrom(source, forge);
        assertThat(run.errors()).isEmpty();
        assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
        return reachable();
    }

    private Set<String> reachable() {
        return new HashSet<>(Histories.git(forge.project(PROJECT).gitDir(), "rev-list", "--branches").lines().toList());
    }

    /** "+sha" and "-sha", from what git says now. */
    private Set<String> difference(Set<String> before) {
        Set<String> now = reachable();
        Set<String> lines = new TreeSet<>();
        now.stream().filter(sha -> !before.contains(sha)).forEach(sha -> lines.add("+" + sha));
        before.stream().filter(sha -> !now.contains(sha)).forEach(sha -> lines.add("-" + sha));
        return lines;
    }

    private static Set<String> differenceOf(Dvcsctl.Run run) {
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
        Set<String> lines = new TreeSet<>();
        run.of("commit").forEach(line -> assertThat(lines.add("+" + line.get("sha").asText())).isTrue());
        run.of("commit_deleted").forEach(line -> assertThat(lines.add("-" + line.get("sha").asText())).isTrue());
        return lines;
    }

    private void nothingMore(String source) {
        assertThat(types(dvcsctl.importAcmeFrom(source, forge))).containsExactly("done");
    }

    private static List<String> names(Dvcsctl.Run run, String type) {
        return run.of(type).stream().map(line -> line.get("name").asText()).toList();
    }

    private static List<String> types(Dvcsctl.Run run) {
        return run.lines().stream().map((JsonNode line) -> line.get("type").asText()).filter(type -> !type.equals("progress")).toList();
    }
}
