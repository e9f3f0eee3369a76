package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.cli.Histories;
import dvcs.devhost.PostgresServer;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: the plugin makes webhooks at the forge, a push is delivered by the forge itself, and the commit is on its issue. How long
 * that takes is printed and not judged. -Ddvcs.hooks.crowd=10000 adds so many other repositories to the account.
 */
@Timeout(3_600)
class HookForgeTest {
    private static final int CROWD = Integer.getInteger("dvcs.hooks.crowd", 0);
    private static final int PUSHES = 20;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(2_100);

    @TempDir
    private Path folder;

    @Test
    void aPushAtTheForgeIsOnItsIssueAndNoWebhookOutlivesItsAccount() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        int port = freePort();
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"));
                Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")).withCrowd(Math.max(1, CROWD)).withGenerated("none"));
                HostProcess host = HostProcess.start(folder.resolve("home"), "javax", "--db", "postgres", "--postgres-url", server.url(),
                        "--port", String.valueOf(port), "--base-url", "http://localhost:" + port + "/jira")) {
            HostAccount account = HostAccount.add(host, forge, "crowd");
            account.awaitListed();
            String path = forge.projects().get(0).path();
            Eventually.isTrue("it has a webhook", () -> account.found(path).path("hook").path("state").asText().equals("ACTIVE"), 1_800);
            Eventually.isTrue("all are imported", () -> account.account().path("repositoriesDone").asInt() == forge.projects().size(), 1_800);
            assertThat(hooks(forge, path).toString()).contains("/plugins/servlet/dvcs/hook/" + account.id());

            Path clone = Histories.clone(forge, path, folder.resolve("clone"));
            long[] millis = new long[PUSHES];
            for (int i = 0; i < PUSHES; i++) {
                LockSupport.parkNanos(QUIET_NANOS); // what follows within two seconds waits for them: that is not what is measured
                String commit = Histories.commit(clone, "KEY-80 pushed " + i);
                Histories.git(clone, "push", "-q");
                long pushed = System.nanoTime();
                Eventually.isTrue("the issue shows it", () -> host.get("issues/KEY-80/development").contains(commit));
                millis[i] = (System.nanoTime() - pushed) / 1_000_000;
            }
            Arrays.sort(millis);
            System.out.printf("hooks: push of one of %d repositories is on its issue in %d ms (median), %d ms (95 %%), %d ms (last)%n",
                    forge.projects().size(), millis[PUSHES / 2], millis[PUSHES * 95 / 100 - 1], millis[PUSHES - 1]);
            assertThat(account.account().path("webhooks").path("lastDelivery").asLong()).isPositive();
            account.remove();
            Eventually.isTrue("its webhooks are removed", () -> hooks(forge, path).isEmpty());
            assertThat(host.printed()).doesNotContain("whsec_").doesNotContain(forge.token());
        }
    }

    private static JsonNode hooks(Forge forge, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/projects/" + forge.project(path).id() + "/hooks"))
                    .header("PRIVATE-TOKEN", forge.token()).build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return HostAccount.parse(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The base URL is configured before the host knows its port. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
