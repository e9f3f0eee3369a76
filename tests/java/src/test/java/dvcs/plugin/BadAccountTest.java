package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.Tls;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator may get wrong with a new account, through the real library: words beside the field, nothing stored. */
@Timeout(180)
class BadAccountTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static void refused(HostProcess host, String url, String name, String token, String field, String... words) throws Exception {
        JsonNode answer = JSON.readTree(host.post("accounts", JSON.writeValueAsString(
                Map.of("host", "gitlab", "url", url, "name", name, "token", token)), 502));
        assertThat(answer.path("field").asText()).as("%s", answer).isEqualTo(field);
        assertThat(answer.path("error").asText()).as("a sentence with more than a code").matches("(?s).{30,}[.!?]")
                .contains(words).doesNotContain(token);
        assertThat(host.get("accounts")).contains("\"items\":[]");
    }

    @Test
    void eachMistakeIsSaidAtItsFieldAndNothingIsStored() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
                Forge secure = Forge.start(ForgeOptions.in(folder.resolve("secure")).withGenerated("none").withTls(Tls.Kind.SELF_SIGNED));
                HostProcess host = HostProcess.start(folder.resolve("home"), "javax", "--db", "h2")) {
            int nobody;
            try (ServerSocket freed = new ServerSocket(0)) {
                nobody = freed.getLocalPort();
            }
            refused(host, "http://localhost:" + nobody, "acme", forge.token(), "url", "localhost");
            refused(host, "https://does-not-exist.invalid", "acme", forge.token(), "url", "does-not-exist.invalid");
            refused(host, forge.url(), "acme", "glpat-wrong-token-000", "token", "token");
            forge.addToken("glpat-narrow-token-000", "active", Set.of("read_user"));
            refused(host, forge.url(), "acme", "glpat-narrow-token-000", "token", "scope");
            refused(host, forge.url(), "no-such-group", forge.token(), "name", "no-such-group");
            refused(host, secure.url(), "acme", forge.token(), "url", "certificate");
            forge.faults().add("/api/v4", Faults.Kind.HTML_WITH_200, Integer.MAX_VALUE);
            refused(host, forge.url(), "acme", forge.token(), "url", forge.url());
            forge.faults().clear();
            host.stop();
            assertThat(host.printed()).doesNotContain(forge.token()).doesNotContain("glpat-wrong-token-000");
        }
    }
}
