package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of the forge: keeping them, and what they deliver, by GitLab's rules (gitlab.md, section 4). */
class WebhooksTest {
    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock();
    private Forge forge;
    private Client client;
    private Receiver receiver;
    private Forge.Listed project;
    private Path clone;

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() {
        forge = Forge.start(ForgeOptions.in(data.resolve("forge")).withClock(clock));
        client = new Client(forge);
        receiver = new Receiver();
        project = forge.project("acme/webshop");
    }

    @AfterEach
    void stop() {
        forge.close();
        receiver.close();
    }

    private String hooks() {
        return "projects/" + project.id() + "/hooks";
    }

    private JsonNode create(String more) {
        var answer = client.change("POST", hooks(), "{\"url\":\"" + receiver.url() + "\",\"token\":\"s3cret\",\"tag_push_events\":true,"
                + "\"merge_requests_events\":true" + more + "}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return Client.parse(answer.body());
    }

    private JsonNode stands(JsonNode hook) {
        return client.json(hooks() + "/" + hook.get("id"));
    }

    /** A commit on the named branch, not pushed yet. */
    private String commit(String message) {
        if (clone == null) {
            clone = data.resolve("clone");
            Git.text(null, "clone", "--quiet", "--bare", project.url().replace("://", "://oauth2:" + forge.token() + "@"), clone.toString());
        }
        return Git.text(clone, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-p", "main", "-m", message, "main^{tree}").strip();
    }

    private void push(String... refspecs) {
        List<String> command = new ArrayList<>(List.of("push", "--quiet", "origin"));
        command.addAll(List.of(refspecs));
        Git.text(clone, command.toArray(String[]::new));
    }

    @Test
    void areMadeChangedAndDeleted() {
        JsonNode hook = create(",\"name\":\"Jira\"");
        assertThat(hook.get("url").asText()).isEqualTo(receiver.url());
        assertThat(hook.get("push_events").asBoolean()).isTrue();
        assertThat(hook.get("alert_status").asText()).isEqualTo("executable");
        assertThat(hook.get("project_id").asLong()).isEqualTo(project.id());
        assertThat(hook.has("token")).isFalse();
        assertThat(hook.has("token_present")).isFalse();
        assertThat(client.json(hooks()).size()).isEqualTo(1);
        var changed = client.change("PUT", hooks() + "/" + hook.get("id"), "{\"url\":\"http://elsewhere.example.com/\",\"push_events\":false}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(stands(hook).get("push_events").asBoolean()).isFalse();
        assertThat(stands(hook).get("merge_requests_events").asBoolean()).isTrue();
        assertThat(client.change("DELETE", hooks() + "/" + hook.get("id"), "").statusCode()).isEqualTo(204);
        assertThat(client.change("DELETE", hooks() + "/" + hook.get("id"), "").statusCode()).isEqualTo(404);
        assertThat(client.json(hooks()).size()).isZero();
    }

    @Test
    void refuseWhatGitLabRefuses() {
        assertThat(client.change("POST", hooks(), "{}").body()).contains("url is missing");
        assertThat(client.change("POST", hooks(), "{\"url\":\"nonsense\"}").statusCode()).isEqualTo(422);
        assertThat(client.change("POST", hooks(), "{").statusCode()).isEqualTo(400);
        assertThat(client.change("PUT", hooks() + "/1", "{\"url\":\"http://x/\"}").statusCode()).isEqualTo(404);
        JsonNode hook = create("");
        assertThat(client.change("PUT", hooks() + "/" + hook.get("id"), "").body()).contains("No parameters provided");
        forge.quirks().setLocalHooksRefused(true);
        assertThat(client.change("POST", hooks(), "{\"url\":\"http://localhost:1/\"}").body()).contains("Invalid url given");
        forge.quirks().setHooksAllowed(false);
        assertThat(client.change("POST", hooks(), "{\"url\":\"http://x.example.com/\"}").statusCode()).isEqualTo(403);
        forge.quirks().setHooksAllowed(true);
        for (int i = 1; i < 100; i++) {
            client.change("POST", hooks(), "{\"url\":\"http://x.example.com/\"}");
        }
        assertThat(client.change("POST", hooks(), "{\"url\":\"http://x.example.com/\"}").body()).contains("(100) exceeded");
        assertThat(client.get(hooks() + "?per_page=10").headers().firstValue("X-Total")).contains("100");
    }

    @Test
    void aPushIsDeliveredAsGitLabDoes() {
        create("");
        String head = commit("KEY-5 pushed");
        String before = Git.text(project.gitDir(), "rev-parse", "main").strip();
        push(head + ":refs/heads/main");
        Receiver.Received push = receiver.next();
        assertThat(push.header("X-Gitlab-Event")).isEqualTo("Push Hook");
        assertThat(push.header("X-Gitlab-Token")).isEqualTo("s3cret");
        assertThat(push.header("Content-Type")).isEqualTo("application/json");
        assertThat(push.header("User-Agent")).isEqualTo("GitLab/18.5.1-ee");
        assertThat(push.header("X-Gitlab-Instance")).isEqualTo(forge.url());
        assertThat(push.header("Idempotency-Key")).isNotBlank();
        assertThat(push.header("X-Gitlab-Event-UUID")).isNotBlank();
        assertThat(push.header("webhook-id")).isNull();
        JsonNode body = push.json();
        assertThat(body.get("object_kind").asText()).isEqualTo("push");
        assertThat(body.get("before").asText()).isEqualTo(before);
        assertThat(body.get("after").asText()).isEqualTo(head);
        assertThat(body.get("ref").asText()).isEqualTo("refs/heads/main");
        assertThat(body.get("project_id").asLong()).isEqualTo(project.id());
        assertThat(body.get("user_username").asText()).isEqualTo("connector");
        assertThat(body.get("total_commits_count").asInt()).isEqualTo(1);
        assertThat(body.get("commits").get(0).get("message").asText()).startsWith("KEY-5 pushed");
    }

    @Test
    void newAndGoneBranchesAndTags() {
        create("");
        String head = commit("KEY-6");
        push(head + ":refs/heads/feature/x");
        JsonNode made = receiver.next().json();
        assertThat(made.get("before").asText()).isEqualTo(HookPayloads.NONE);
        assertThat(made.get("total_commits_count").asInt()).isEqualTo(1);
        push(":refs/heads/feature/x");
        JsonNode gone = receiver.next().json();
        assertThat(gone.get("after").asText()).isEqualTo(HookPayloads.NONE);
        assertThat(gone.get("checkout_sha").isNull()).isTrue();
        push(head + ":refs/tags/v1");
        Receiver.Received tag = receiver.next();
        assertThat(tag.header("X-Gitlab-Event")).isEqualTo("Tag Push Hook");
        assertThat(tag.json().get("object_kind").asText()).isEqualTo("tag_push");
    }

    @Test
    void manyCommitsAreCutAndManyRefsAreNotTold() {
        create("");
        String head = commit("KEY-1 first");
        for (int i = 0; i < 24; i++) {
            head = Git.text(clone, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-p", head, "-m", "more " + i, "main^{tree}").strip();
        }
        push(head + ":refs/heads/main");
        JsonNode body = receiver.next().json();
        assertThat(body.get("total_commits_count").asInt()).isEqualTo(25);
        assertThat(body.get("commits").size()).isEqualTo(20);
        assertThat(body.get("commits").get(19).get("id").asText()).isEqualTo(head);
        push(head + ":refs/heads/a", head + ":refs/heads/b", head + ":refs/heads/c", head + ":refs/heads/d");
        push(head + ":refs/heads/last");
        assertThat(receiver.next().json().get("ref").asText()).isEqualTo("refs/heads/last");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void mergeRequestsAreTold() {
        create(",\"push_events\":false");
        String head = commit("KEY-8");
        push(head + ":refs/heads/topic");
        var opened = client.change("POST", "projects/" + project.id() + "/merge_requests",
                "{\"source_branch\":\"topic\",\"target_branch\":\"main\",\"title\":\"KEY-8 topic\"}");
        assertThat(opened.statusCode()).isEqualTo(201);
        String iid = Client.parse(opened.body()).get("iid").asText();
        Receiver.Received open = receiver.next();
        assertThat(open.header("X-Gitlab-Event")).isEqualTo("Merge Request Hook");
        assertThat(open.json().at("/object_attributes/action").asText()).isEqualTo("open");
        assertThat(open.json().at("/object_attributes/iid").asText()).isEqualTo(iid);
        String next = Git.text(clone, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-p", head, "-m", "more", "main^{tree}").strip();
        push(next + ":refs/heads/topic");
        JsonNode update = receiver.next().json().get("object_attributes");
        assertThat(update.get("action").asText()).isEqualTo("update");
        assertThat(update.get("oldrev").asText()).isEqualTo(head);
        client.change("PUT", "projects/" + project.id() + "/merge_requests/" + iid, "{\"state_event\":\"close\"}");
        assertThat(receiver.next().json().at("/object_attributes/action").asText()).isEqualTo("close");
        assertThat(client.json("projects/" + project.id() + "/merge_requests/" + iid).get("state").asText()).isEqualTo("closed");
    }

    @Test
    void groupsHaveThemWhereTheEditionAllows() {
        String group = "groups/acme/hooks";
        assertThat(client.get(group).body()).isEqualTo("{\"error\":\"404 Not Found\"}");
        forge.quirks().setGroupHooks(true);
        var made = client.change("POST", group, "{\"url\":\"" + receiver.url() + "\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(Client.parse(made.body()).has("project_id")).isFalse();
        push(commit("KEY-3") + ":refs/heads/main");
        assertThat(receiver.next().json().get("project_id").asLong()).isEqualTo(project.id());
    }

    @Test
    void aTestWaitsForItsOutcome() {
        JsonNode hook = create("");
        String test = hooks() + "/" + hook.get("id") + "/test/push_events";
        assertThat(client.change("POST", test, "").statusCode()).isEqualTo(201);
        assertThat(receiver.next().json().get("object_kind").asText()).isEqualTo("push");
        receiver.status = 500;
        assertThat(client.change("POST", test, "").statusCode()).isEqualTo(422);
        JsonNode events = client.json(hooks() + "/" + hook.get("id") + "/events");
        assertThat(events.get(0).get("response_status").asText()).isEqualTo("500");
        assertThat(events.get(1).get("response_status").asText()).isEqualTo("200");
        assertThat(events.toString()).doesNotContain("s3cret");
        assertThat(client.change("POST", hooks() + "/" + hook.get("id") + "/test/nonsense", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aRepetitionHasTheSameKey() {
        JsonNode hook = create("");
        client.change("POST", hooks() + "/" + hook.get("id") + "/test/push_events", "");
        Receiver.Received first = receiver.next();
        String event = client.json(hooks() + "/" + hook.get("id") + "/events").get(0).get("id").asText();
        assertThat(client.change("POST", hooks() + "/" + hook.get("id") + "/events/" + event + "/resend", "").statusCode()).isEqualTo(201);
        Receiver.Received again = receiver.next();
        assertThat(again.header("Idempotency-Key")).isEqualTo(first.header("Idempotency-Key"));
        assertThat(again.body()).isEqualTo(first.body());
        forge.quirks().setHookCopies(2);
        push(commit("KEY-2") + ":refs/heads/main");
        assertThat(receiver.next().header("Idempotency-Key")).isEqualTo(receiver.next().header("Idempotency-Key"));
    }

    @Test
    void failuresStopItWhereTheServerCountsThem() {
        forge.quirks().setHooksAreDisabled(true);
        JsonNode hook = create("");
        String test = hooks() + "/" + hook.get("id") + "/test/push_events";
        receiver.status = 503;
        for (int i = 0; i < 3; i++) {
            client.change("POST", test, "");
        }
        assertThat(stands(hook).get("alert_status").asText()).isEqualTo("executable");
        client.change("POST", test, "");
        assertThat(stands(hook).get("alert_status").asText()).isEqualTo("temporarily_disabled");
        assertThat(stands(hook).get("disabled_until").asText()).isEqualTo("2026-11-21T12:01:00.000Z");
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(stands(hook).get("alert_status").asText()).isEqualTo("executable");
        for (int i = 4; i < 40; i++) {
            client.change("POST", test, "");
        }
        assertThat(stands(hook).get("alert_status").asText()).isEqualTo("disabled");
        receiver.status = 200;
        client.change("POST", test, "");
        assertThat(stands(hook).get("alert_status").asText()).isEqualTo("executable");
    }

    @Test
    void aStoppedOneHearsNothing() {
        forge.quirks().setHooksAreDisabled(true);
        JsonNode stopped = create("");
        receiver.status = 500;
        for (int i = 0; i < 4; i++) {
            client.change("POST", hooks() + "/" + stopped.get("id") + "/test/push_events", "");
            receiver.next();
        }
        receiver.status = 200;
        try (Receiver other = new Receiver()) {
            client.change("POST", hooks(), "{\"url\":\"" + other.url() + "\"}");
            push(commit("KEY-2") + ":refs/heads/main");
            other.next(); // deliveries go out in order
        }
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void newServersSign() throws Exception {
        forge.quirks().setSignedHooks(true);
        String secret = "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        JsonNode hook = create(",\"signing_token\":\"" + secret + "\"");
        assertThat(hook.get("signing_token_present").asBoolean()).isTrue();
        client.change("PUT", hooks() + "/" + hook.get("id"), "{\"token\":\"\"}");
        assertThat(stands(hook).get("token_present").asBoolean()).isFalse();
        push(commit("KEY-4") + ":refs/heads/main");
        Receiver.Received push = receiver.next();
        assertThat(push.header("X-Gitlab-Token")).isNull();
        assertThat(push.header("webhook-id")).isEqualTo(push.header("Idempotency-Key"));
        assertThat(push.header("webhook-timestamp")).isEqualTo(Long.toString(clock.now.getEpochSecond()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        byte[] signed = mac.doFinal((push.header("webhook-id") + "." + push.header("webhook-timestamp") + "." + push.body())
                .getBytes(StandardCharsets.UTF_8));
        assertThat(push.header("webhook-signature")).isEqualTo("v1," + Base64.getEncoder().encodeToString(signed));
    }

    @Test
    void changingTheAddressForgetsTheToken() {
        JsonNode hook = create("");
        client.change("PUT", hooks() + "/" + hook.get("id"), "{\"url\":\"" + receiver.url() + "/other\"}");
        push(commit("KEY-7") + ":refs/heads/main");
        assertThat(receiver.next().header("X-Gitlab-Token")).isNull();
    }
}
