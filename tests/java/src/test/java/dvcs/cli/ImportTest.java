package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dvcsctl import against the forge: everything once, then only what changed. */
class ImportTest {
    @TempDir
    Path folder;

    private Forge forge;
    private Dvcsctl dvcsctl;

    @BeforeEach
    void start() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
        forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
        dvcsctl = new Dvcsctl(folder, forge.token());
    }

    @AfterEach
    void stop() {
        if (forge != null) {
            forge.close();
        }
    }

    @Test
    void printsEveryCommitAndBranchThatGitKnowsOnce() {
        Dvcsctl.Run run = dvcsctl.importAcme(forge);
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
        assertThat(run.of("branch")).extracting(line -> line.get("project_id") + " " + line.get("name").asText() + " " + line.get("sha").asText())
                .containsExactlyInAnyOrderElementsOf(Histories.branches(forge));
        assertThat(run.of("repository")).hasSize(forge.projects().size());
        assertThat(run.of("merge_request")).isNotEmpty();
        assertThat(run.lines().get(run.lines().size() - 1).get("type").asText()).isEqualTo("done");
    }

    @Test
    void everyLineKeepsTheSchema() {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Dvcsctl.json(Dvcsctl.text(Path.of("../fixtures/dvcsctl.schema.json"))));
        List<JsonNode> lines = dvcsctl.importAcme(forge).lines();
        assertThat(lines).hasSizeGreaterThan(100).allSatisfy(line -> assertThat(schema.validate(line)).isEmpty());
        assertThat(schema.validate(Dvcsctl.json("{\"type\":\"commit\",\"project_id\":1}"))).as("the schema can refuse").isNotEmpty();
    }

    @Test
    void aSecondRunPrintsNothingInAHandfulOfRequests() {
        dvcsctl.importAcme(forge);
        forge.requests().reset();
        Dvcsctl.Run second = dvcsctl.importAcme(forge);
        assertThat(second.code()).isZero();
        assertThat(second.lines()).extracting(line -> line.get("type").asText()).containsOnly("done");
        assertThat(forge.requests().total()).isLessThanOrEqualTo(8);
    }

    @Test
    void afterAPushExactlyItsCommitsAreNew() {
        dvcsctl.importAcme(forge);
        Path clone = Histories.clone(forge, "acme/webshop", folder.resolve("clone"));
        String first = Histories.commit(clone, "KEY-7 first");
        String second = Histories.commit(clone, "without a key \uD83D\uDE00");
        Histories.git(clone, "push", "-q", "origin", "HEAD");
        forge.requests().reset();
        Dvcsctl.Run run = dvcsctl.importAcme(forge);
        long id = forge.project("acme/webshop").id();
        assertThat(run.code()).isZero();
        assertThat(run.commits()).containsExactlyInAnyOrder(id + " " + first, id + " " + second);
        assertThat(run.of("branch")).hasSize(1);
        assertThat(run.of("commit")).filteredOn(line -> line.get("sha").asText().equals(first))
                .singleElement().satisfies(line -> assertThat(line.get("keys").get(0).asText()).isEqualTo("KEY-7"));
        assertThat(forge.requests().total()).as(forge.requests().counts().toString()).isLessThanOrEqualTo(8);
    }

    @Test
    void aMergeBringsNothingTwice() {
        Path clone = Histories.clone(forge, "acme/webshop", folder.resolve("clone"));
        Histories.git(clone, "switch", "-q", "-c", "topic");
        Histories.commit(clone, "KEY-1 on the topic");
        Histories.git(clone, "push", "-q", "origin", "topic");
        dvcsctl.importAcme(forge);
        Histories.git(clone, "switch", "-q", "-");
        Histories.git(clone, "merge", "-q", "--no-ff", "-m", "Merge KEY-1", "topic");
        String merge = Histories.git(clone, "rev-parse", "HEAD").strip();
        Histories.git(clone, "push", "-q", "origin", "HEAD");
        assertThat(dvcsctl.importAcme(forge).commits()).containsExactly(forge.project("acme/webshop").id() + " " + merge);
    }

    @Test
    void whatIsGoneIsSaidToBeGone() {
        Path clone = Histories.clone(forge, "acme/webshop", folder.resolve("clone"));
        Histories.git(clone, "push", "-q", "origin", "HEAD:refs/heads/short-lived/#1");
        dvcsctl.importAcme(forge);
        Histories.git(clone, "push", "-q", "origin", "--delete", "short-lived/#1");
        Dvcsctl.Run run = dvcsctl.importAcme(forge);
        assertThat(run.code()).isZero();
        assertThat(run.of("branch_deleted")).extracting(line -> line.get("name").asText()).containsExactly("short-lived/#1");
    }

    @Test
    void aCursorOfAnotherGroupIsRefusedAndAForeignFileStays() {
        dvcsctl.importAcme(forge);
        Dvcsctl.Run other = dvcsctl.run(dvcsctl.arguments(forge.url(), "acme/tools"));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.errors()).contains("belongs to").hasLineCount(1);
    }

    @Test
    void oneProjectAlone() {
        long id = forge.project("acme/billing").id();
        List<String> arguments = new java.util.ArrayList<>(dvcsctl.arguments(forge.url(), "acme"));
        int owner = arguments.indexOf("--owner");
        arguments.set(owner, "--project");
        arguments.set(owner + 1, Long.toString(id));
        Dvcsctl.Run run = dvcsctl.run(arguments);
        assertThat(run.code()).isZero();
        assertThat(run.commits()).containsExactlyInAnyOrderElementsOf(
                Histories.commits(forge).stream().filter(commit -> commit.startsWith(id + " ")).toList());
    }

    @Test
    void withoutAllCommitsOnlyThoseThatNameAKey() {
        List<String> arguments = new java.util.ArrayList<>(dvcsctl.arguments(forge.url(), "acme"));
        arguments.remove("--all-commits");
        Dvcsctl.Run keyed = dvcsctl.run(arguments);
        assertThat(keyed.of("commit")).isNotEmpty().allSatisfy(line -> assertThat(line.get("keys")).isNotEmpty());
        Dvcsctl.Run rest = dvcsctl.importAcme(forge);
        assertThat(rest.of("commit")).isNotEmpty().allSatisfy(line -> assertThat(line.get("keys")).isEmpty());
        List<String> both = new java.util.ArrayList<>(keyed.commits());
        both.addAll(rest.commits());
        assertThat(both).containsExactlyInAnyOrderElementsOf(Histories.commits(forge));
    }
}
