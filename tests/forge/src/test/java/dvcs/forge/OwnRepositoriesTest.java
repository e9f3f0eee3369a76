package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of the user's own: with files, of the same name, on no branch. */
class OwnRepositoriesTest {
    @TempDir
    Path data;

    private Path repository(String path) throws Exception {
        Path folder = data.resolve(path);
        Git.text(null, "init", "--quiet", "--initial-branch=main", folder.toString());
        Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthree\n");
        commit(folder, path + " KEY-1");
        Files.writeString(folder.resolve("a.txt"), "one\n2\nthree\nfour\n");
        Files.write(folder.resolve("b.bin"), new byte[] {0, 1, 2, 0});
        commit(folder, path + " KEY-2");
        return folder;
    }

    private static void commit(Path folder, String message) {
        git(folder, "add", "--all");
        git(folder, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", message);
    }

    private static String git(Path folder, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "-C";
        all[1] = folder.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Git.text(null, all);
    }

    @Test
    void statsAndDiffAreWhatGitSays() throws Exception {
        try (Forge forge = Forge.start(options(List.of(repository("one"))))) {
            Client client = new Client(forge);
            String commits = "projects/" + forge.project("local/one").id() + "/repository/commits/";
            JsonNode head = client.json(commits + "main");
            assertThat(head.get("stats").get("additions").asInt()).isEqualTo(2);
            assertThat(head.get("stats").get("deletions").asInt()).isEqualTo(1);
            JsonNode diff = client.json(commits + "main/diff");
            assertThat(diff).hasSize(2);
            assertThat(diff.get(0).get("new_path").asText()).isEqualTo("a.txt");
            assertThat(diff.get(0).get("diff").asText()).startsWith("@@ -1,3 +1,4 @@\n one\n-two\n+2\n");
            assertThat(diff.get(1).get("new_file").asBoolean()).isTrue();
            assertThat(client.json(commits + head.get("parent_ids").get(0).asText()).get("stats").get("additions").asInt()).as("a root").isEqualTo(3);
            assertThat(client.json("projects/local%2Fone/repository/commits?path=b.bin")).hasSize(1);
        }
    }

    @Test
    void twoOfOneNameAreBothServed() throws Exception {
        try (Forge forge = Forge.start(options(List.of(repository("x/same"), repository("y/same"), data.resolve("y/same/.git"))))) {
            assertThat(forge.projects()).extracting(Forge.Listed::path).containsExactly("local/same", "local/same-2", "local/same-3");
            Client client = new Client(forge);
            assertThat(client.json("projects/local%2Fsame/repository/commits").get(0).get("message").asText()).startsWith("x/same");
            assertThat(client.json("projects/local%2Fsame-2/repository/commits").get(0).get("message").asText()).startsWith("y/same");
        }
    }

    @Test
    void aDetachedHeadIsNoObstacle() throws Exception {
        Path own = repository("detached");
        git(own, "checkout", "--quiet", "--detach", "main~1");
        try (Forge forge = Forge.start(options(List.of(own)))) {
            Client client = new Client(forge);
            assertThat(client.json("projects/local%2Fdetached").get("default_branch").asText()).isEqualTo("main");
            assertThat(client.json("projects/local%2Fdetached/repository/commits")).hasSize(2);
        }
    }

    private ForgeOptions options(List<Path> repositories) {
        return ForgeOptions.in(data.resolve("forge")).withGenerated("none").withRepositories(repositories);
    }
}
