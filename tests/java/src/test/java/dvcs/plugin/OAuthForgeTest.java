package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.OAuthApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin and a forge that speaks OAuth as GitLab does: there and back, a token that ends, one that is revoked, removal. */
@Timeout(600)
class OAuthForgeTest {
    @TempDir
    private Path folder;

    private HostProcess host;
    private ForgeVisitor visitor;

    private JsonNode account(int id) {
        return HostAccount.parse(host.get("accounts/" + id));
    }

    private String start(String form) {
        return HostAccount.parse(host.post("oauth/start", form, 200)).path("address").asText();
    }

    private void refresh(int id) {
        host.post("accounts/" + id + "/refresh", "{}", 202);
    }

    private void awaitListedAfter(int id, long before) {
        Eventually.isTrue("it is listed", () -> account(id).path("lastRefresh").asLong() > before && account(id).path("error").asText().isEmpty(), 120);
    }

    @Test
    void thereAndBackAndAllThatFollows() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        int port = freePort();
        String base = "http://localhost:" + port + "/jira";
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
                HostProcess running = HostProcess.start(folder.resolve("home"), "javax", "--port", String.valueOf(port), "--base-url", base)) {
            host = running;
            visitor = new ForgeVisitor(forge.url());
            String callback = HostAccount.parse(host.get("client-configurations")).path("redirectUrl").asText();
            assertThat(callback).isEqualTo(base + "/plugins/servlet/dvcs/oauth/callback");
            OAuthApplication application = forge.oauth().add("Jira", Set.of(callback), Set.of("api"));
            int client = HostAccount.parse(host.post("client-configurations", "{\"name\":\"GitLab\",\"host\":\"gitlab\",\"url\":\"" + forge.url()
                    + "\",\"applicationId\":\"" + application.uid() + "\",\"secret\":\"" + application.secret() + "\"}")).path("id").asInt();
            String form = "{\"clientConfiguration\":" + client + ",\"name\":\"acme\"}";

            String denied = visitor.comeBack(visitor.confirm(start(form), "Deny"));
            assertThat(denied).endsWith("/accounts?failed=denied");
            String way = visitor.confirm(start(form), "Authorize");
            String landed = visitor.comeBack(way);
            assertThat(landed).contains("/accounts?added=");
            int id = Integer.parseInt(landed.substring(landed.indexOf('=') + 1));
            assertThat(visitor.comeBack(way)).as("the same way once more").endsWith("?failed=state");
            awaitListedAfter(id, 0);
            assertThat(account(id).path("access").path("oauth").asBoolean()).isTrue();

            forge.oauth().expire();
            long before = account(id).path("lastRefresh").asLong();
            refresh(id);
            awaitListedAfter(id, before);
            assertThat(forge.requests().counts().get("POST /oauth/token")).as("the code and one renewal").isEqualTo(2);

            forge.oauth().revokeAll();
            refresh(id);
            Eventually.isTrue("it is stopped", () -> account(id).path("state").asText().equals("FAILED"));
            assertThat(account(id).path("error").asText()).endsWith(".").doesNotContain(application.secret());
            assertThat(visitor.comeBack(visitor.confirm(start("{\"accountId\":" + id + "}"), "Authorize"))).endsWith("?authorised=" + id);
            awaitListedAfter(id, before);

            int revoked = forge.requests().counts().getOrDefault("POST /oauth/revoke", 0);
            host.delete("accounts/" + id);
            Eventually.isTrue("its tokens are given back", () -> forge.requests().counts().getOrDefault("POST /oauth/revoke", 0) > revoked);
            host.delete("client-configurations/" + client);
            assertThat(host.printed()).doesNotContain(application.secret()).doesNotContain(way.replaceAll(".*code=([0-9a-f]+).*", "$1"));
        }
    }

    /** The base URL is configured before the host knows its port. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
