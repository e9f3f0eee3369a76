package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of commits. GitLab has no schema for this answer; the fields are those of its documentation (Commits API). */
class SignaturesTest {
    @TempDir
    Path data;

    private Client client;
    private Forge.Listed project;

    @Test
    void theKeysOwnerIsComparedWithTheCommitter() throws Exception {
        SigningKey ada = SigningKey.make(data.resolve("ada"));
        SigningKey stranger = SigningKey.make(data.resolve("stranger"));
        try (Forge forge = Forge.start(ForgeOptions.in(data.resolve("forge")))) {
            client = new Client(forge);
            project = forge.project("acme/webshop");
            String main = Git.text(project.gitDir(), "symbolic-ref", "--short", "HEAD").strip();
            forge.addSigningKey("ada@example.com", ada.publicKey());

            JsonNode verified = signature(ada.commit(project.gitDir(), main, "ada@example.com", "ada@example.com", "signed"));
            assertThat(verified.get("verification_status").asText()).isEqualTo("verified");
            assertThat(verified.get("signature_type").asText()).isEqualTo("SSH");
            assertThat(verified.get("key").get("key").asText()).isEqualTo(ada.publicKey());
            assertThat(verified.get("commit_source").asText()).isEqualTo("gitaly");
            assertThat(status(ada.commit(project.gitDir(), main, "boss@example.com", "ada@example.com", "GitLab looks at the committer only")))
                    .isEqualTo("verified");
            assertThat(status(ada.commit(project.gitDir(), main, "ada@example.com", "boss@example.com", "not hers"))).isEqualTo("other_user");
            assertThat(status(stranger.commit(project.gitDir(), main, "ada@example.com", "ada@example.com", "nobody's key"))).isEqualTo("unknown_key");
            String unsigned = SigningKey.unsigned(project.gitDir(), main, "ada@example.com", "ada@example.com", "gpgsig of a kind\n\ngpgsig too");
            assertThat(client.get(address(unsigned)).statusCode()).isEqualTo(404);
            assertThat(client.get(address(unsigned)).body()).contains("404 Signature Not Found");
            assertThat(client.get(address("0".repeat(40))).body()).contains("404 Commit Not Found");
        }
    }

    private String status(String sha) throws Exception {
        return signature(sha).get("verification_status").asText();
    }

    private JsonNode signature(String sha) throws Exception {
        return client.json(address(sha));
    }

    private String address(String sha) {
        return "projects/" + project.id() + "/repository/commits/" + sha + "/signature";
    }
}
