package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.cli.Histories;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.SigningKey;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Policy strict, through the packaged plugin with its library: who may command is whom the forge vouches for. */
@Timeout(300)
class SignedCommitsTest {
    private static final String SHOP = "acme/webshop";
    private static final Set<String> DECIDED = Set.of("DONE", "REFUSED", "FAILED", "NOT_EXECUTED", "REPEATED", "UNKNOWN");

    @TempDir
    private Path folder;

    private HostProcess host;
    private HostAccount account;
    private Path shop;
    private String main;

    @Test
    void onlyAVerifiedAuthorCommands() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        SigningKey key = SigningKey.make(folder.resolve("key"));
        SigningKey unregistered = SigningKey.make(folder.resolve("unregistered"));
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
                HostProcess process = HostProcess.start(folder.resolve("home"), "javax")) {
            host = process;
            forge.addSigningKey("alice@example.com", key.publicKey());
            shop = forge.project(SHOP).gitDir();
            main = Histories.git(shop, "symbolic-ref", "--short", "HEAD").strip();
            account = HostAccount.add(host, forge);
            account.change("{\"authorPolicy\":\"STRICT\"}");
            account.awaitIdle();
            Eventually.isTrue("the repository is armed", () -> account.repository(SHOP).path("armedAt").asLong() > 0);

            pushed(key.commit(shop, main, "Alice@Example.com", "alice@example.com", "KEY-100 #comment mine"));
            assertThat(decided("mine").path("state").asText()).as("%s", command("mine")).isEqualTo("DONE");
            assertThat(command("mine").path("actor").asText()).isEqualTo("alice");
            pushed(SigningKey.unsigned(shop, main, "alice@example.com", "alice@example.com", "KEY-100 #comment unsigned"));
            assertRefused("unsigned", "not signed", "Sign commits with a key that is registered in GitLab");
            pushed(key.commit(shop, main, "bob@example.com", "alice@example.com", "KEY-100 #comment lying"));
            assertRefused("lying", "the e-mail address of the committer");
            pushed(unregistered.commit(shop, main, "alice@example.com", "alice@example.com", "KEY-100 #comment stranger"));
            assertRefused("stranger", "Register it in GitLab");

            forge.addSigningKey("alice@example.com", unregistered.publicKey());
            host.post("commands/" + command("stranger").path("id").asInt() + "/retry", "{}", 202);
            Eventually.isTrue("the forge is asked anew", () -> state("stranger").equals("DONE"));
            assertThat(commands()).hasSize(4);
            host.stop();
            assertThat(host.printed()).doesNotContain(forge.token()).doesNotContain("WARNING in native method");
        }
    }

    private void pushed(String sha) {
        assertThat(sha).hasSize(40);
        account.sync(SHOP, false);
    }

    private void assertRefused(String argument, String... words) {
        assertThat(decided(argument).path("state").asText()).as("%s", command(argument)).isEqualTo("REFUSED");
        assertThat(command(argument).path("reason").asText()).contains(words).contains("strict");
    }

    /** When it does not wait any more. */
    private JsonNode decided(String argument) {
        Eventually.isTrue(argument + " is decided", () -> DECIDED.contains(state(argument)));
        return command(argument);
    }

    private String state(String argument) {
        return command(argument).path("state").asText();
    }

    private JsonNode command(String argument) {
        return StreamSupport.stream(commands().spliterator(), false).filter(each -> each.path("argument").asText().equals(argument))
                .findFirst().orElse(HostAccount.parse("{}"));
    }

    private JsonNode commands() {
        return HostAccount.parse(host.get("commands?limit=200")).path("items");
    }
}
