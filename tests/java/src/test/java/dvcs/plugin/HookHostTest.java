package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.cli.Histories;
import dvcs.devhost.PostgresServer;
import dvcs.devhost.db.Database;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries over HTTP to the packaged plugin with its library, on PostgreSQL. */
@Timeout(300)
class HookHostTest {
    private static final String SHOP = "acme/webshop";
    private static final Path SAMPLES = Path.of("../../../shared/gitlab/webhooks");

    @TempDir
    private Path folder;

    private PostgresServer server;
    private Database rows;
    private Forge forge;
    private HostProcess host;
    private HostAccount account;
    private HookSender sender;

    @BeforeEach
    void anImportedAccount() throws IOException {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        server = PostgresServer.start(folder.resolve("postgres"));
        forge = Forge.start(ForgeOptions.in(folder.resolve("forge")));
        startHost();
        account = HostAccount.add(host, forge);
        account.awaitIdle();
        rows = Database.postgres(server.url(), null);
        sender = new HookSender(rows, folder.resolve("home/shared"), account.id());
    }

    @AfterEach
    void close() {
        Stream.of(host, forge, rows, server).filter(each -> each != null).forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private void startHost() throws IOException {
        host = HostProcess.start(folder.resolve("home"), "javax", "--db", "postgres", "--postgres-url", server.url());
    }

    /** A commit that names {@code key}, on the default branch. */
    private String pushed(String key) {
        Path shop = forge.project(SHOP).gitDir();
        String head = Histories.git(shop, "rev-parse", "HEAD").strip();
        String commit = Histories.git(shop, "-c", "user.name=Pia", "-c", "user.email=pia@example.com", "commit-tree", head + "^{tree}", "-p", head,
                "-m", key + " by a webhook").strip();
        Histories.git(shop, "update-ref", Histories.git(shop, "symbolic-ref", "HEAD").strip(), commit);
        return commit;
    }

    private String push() {
        return "{\"object_kind\":\"push\",\"event_name\":\"push\",\"ref\":\"refs/heads/main\",\"user_username\":\"pia\",\"project_id\":"
                + forge.project(SHOP).id() + ",\"project\":{\"id\":" + forge.project(SHOP).id() + ",\"path_with_namespace\":\"" + SHOP
                + "\"},\"commits\":[],\"total_commits_count\":1}";
    }

    private void awaitOn(String key, String commit) {
        Eventually.isTrue(key + " shows " + commit, () -> host.get("issues/" + key + "/development").contains(commit));
    }

    @Test
    void aPushShowsAtOnceAndCostsAtMostFourRequests() throws Exception {
        for (boolean signed : new boolean[] {false, true}) {
            String commit = pushed("KEY-77");
            Eventually.isTrue("nothing runs", () -> account.account().path("state").asText().equals("IDLE"));
            forge.requests().reset();
            HttpResponse<String> answer = signed ? sender.signed(host, push(), 0) : sender.token(host, push());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            awaitOn("KEY-77", commit);
            Eventually.isTrue("the run has ended", () -> sender.openMarks() == 0);
            assertThat(forge.requests().total()).as("%s", forge.requests().counts()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void everyRefusalIsWhatAnyWrongAddressGives() throws Exception {
        List<HttpResponse<String>> refusals = new ArrayList<>();
        for (String address : List.of("", "x", "0", "99999", "1/2", account.id() + "9")) {
            refusals.add(sender.send(host, "POST", address, push(), Map.of("X-Gitlab-Token", sender.secret())));
        }
        String mine = String.valueOf(account.id());
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            refusals.add(sender.send(host, method, mine, push(), Map.of("X-Gitlab-Token", sender.secret())));
        }
        refusals.add(sender.send(host, "POST", mine, push(), Map.of()));
        refusals.add(sender.send(host, "POST", mine, push(), Map.of("X-Gitlab-Token", "wrong")));
        refusals.add(sender.send(host, "POST", mine, "no JSON", Map.of("X-Gitlab-Token", "")));
        refusals.add(sender.signed(host, push(), -1_000));
        refusals.add(sender.signed(host, push(), 1_000));
        refusals.add(sender.send(host, "POST", mine, push(), Map.of("webhook-id", "1", "webhook-timestamp", "soon", "webhook-signature", "v1,AAAA")));
        refusals.add(sender.send(host, "POST", mine, "x".repeat(HookRoom.LONGEST + 1), Map.of("X-Gitlab-Token", sender.secret())));
        assertThat(refusals).extracting(HookHostTest::seen).containsOnly(seen(refusals.get(0)));
        assertThat(refusals.get(0).statusCode()).isEqualTo(404);
        assertThat(refusals.get(0).body()).isEmpty();
        assertThat(rows.query("SELECT \"ID\" FROM " + rows.table("AO_4AFB3B_HOOK_DELIVERY") + " WHERE \"PUSHER\" = 'pia'", row -> row.getInt(1)))
                .as("the forge's own test is another user's").isEmpty();
    }

    /** All that a stranger can tell apart. */
    private static String seen(HttpResponse<String> answer) {
        TreeMap<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("connection"); // closed where the server did not want to read the body
        // The host gives everybody a new token for its own forms, whatever was asked for.
        return answer.statusCode() + " " + headers.toString().replaceAll("atlassian\\.xsrf\\.token=[0-9a-f-]+", "a token") + " " + answer.body();
    }

    @Test
    void gitLabsOwnPayloadsAreTaken() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "needs ../shared");
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.filter(each -> each.toString().endsWith(".json") && !each.endsWith("delivery_headers.json")).sorted().toList()) {
                assertThat(sender.token(host, Files.readString(sample)).statusCode()).as(sample.toString()).isEqualTo(200);
            }
        }
    }

    @Test
    void aDeathBetweenAnswerAndRunLosesNothing() throws Exception {
        forge.faults().add("/" + SHOP, Faults.Kind.SILENT, 100);
        forge.faults().add("/api/v4/projects/" + forge.project(SHOP).id(), Faults.Kind.SILENT, 100);
        String commit = pushed("KEY-78");
        assertThat(sender.token(host, push()).statusCode()).isEqualTo(200);
        host.kill();
        assertThat(sender.openMarks()).as("stored before it was answered").isEqualTo(1);
        forge.faults().clear();
        startHost();
        awaitOn("KEY-78", commit);
        Eventually.isTrue("nothing is left", () -> sender.openMarks() == 0);
    }

    @Test
    void forgesAreToldWhenTheDatabaseIsDown() throws Exception {
        assertThat(sender.token(host, push()).statusCode()).isEqualTo(200);
        rows.update("ALTER TABLE " + rows.table("AO_4AFB3B_HOOK_DELIVERY") + " RENAME TO \"AWAY\"");
        HttpResponse<String> answer = sender.token(host, push());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
        rows.update("ALTER TABLE " + rows.table("AWAY") + " RENAME TO \"AO_4AFB3B_HOOK_DELIVERY\"");
        String commit = pushed("KEY-79");
        assertThat(sender.token(host, push()).statusCode()).isEqualTo(200);
        awaitOn("KEY-79", commit);
        assertThat(host.printed()).doesNotContain(sender.secret());
    }
}
