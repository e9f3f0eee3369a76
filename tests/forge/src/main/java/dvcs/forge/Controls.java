package dvcs.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What tests in other processes may order, without a token:
 * {@code POST /-/test/faults} {"prefix":"/api/v4/projects","kind":"UNAVAILABLE","count":1} · {@code DELETE /-/test/faults} ·
 * {@code GET /-/test/requests} · {@code DELETE /-/test/requests} ·
 * {@code POST /-/test/tokens} {"value":"…","state":"expired","scopes":["api"],"expires_at":"2026-12-31"} (the last may be absent) ·
 * {@code POST /-/test/applications} {"name":"Jira","redirect_uri":"https://…","scopes":["api"]}, answered as GitLab does ·
 * {@code POST /-/test/oauth} {"access_seconds":7200,"code_seconds":600,"expire":true,"revoke":true}, any of them: how long tokens
 * and codes live that are made from now on, all access tokens end now, all pairs are taken back ·
 * {@code POST /-/test/quirks} {"filters":true,"stale_branch_lists":false,"old_branch_pages":false,
 * "group_hooks":false,"signed_hooks":false,"hooks_are_disabled":false,"hooks_allowed":true,"local_hooks_refused":false,"hook_copies":1},
 * any of them ·
 * {@code POST /-/test/keys} {"email":"ada@example.com","key":"ssh-ed25519 AAAA…"}.
 */
final class Controls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final OAuth oauth;
    private final Faults faults;
    private final RequestLog log;
    private final Quirks quirks;
    private final CountDownLatch closing = new CountDownLatch(1);

    Controls(World world, OAuth oauth, Faults faults, RequestLog log, Quirks quirks) {
        this.world = world;
        this.oauth = oauth;
        this.faults = faults;
        this.log = log;
        this.quirks = quirks;
    }

    Answer answer(String method, String path, String body) {
        try {
            return switch (method + " " + path.substring("/-/test/".length())) {
                case "POST faults" -> addFault(JSON.readTree(body));
                case "DELETE faults" -> {
                    faults.clear();
                    yield Answer.empty(204);
                }
                case "GET requests" -> Answer.ok(Map.of("total", log.total(), "requests", log.counts()));
                case "DELETE requests" -> {
                    log.reset();
                    yield Answer.empty(204);
                }
                case "POST quirks" -> setQuirks(JSON.readTree(body));
                case "POST tokens" -> addToken(JSON.readTree(body));
                case "POST applications" -> addApplication(JSON.readTree(body));
                case "POST oauth" -> setOAuth(JSON.readTree(body));
                case "POST keys" -> addKey(JSON.readTree(body));
                default -> Answer.notFound("Control");
            };
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            return Answer.invalid("The order cannot be read: " + e.getMessage());
        }
    }

    private Answer addFault(JsonNode order) {
        faults.add(order.get("prefix").asText(), Faults.Kind.valueOf(order.get("kind").asText()), order.get("count").asInt());
        return Answer.empty(204);
    }

    private Answer setQuirks(JsonNode order) {
        quirks.setFilters(order.path("filters").asBoolean(quirks.filters()));
        quirks.setStaleBranchLists(order.path("stale_branch_lists").asBoolean(quirks.staleBranchLists()));
        quirks.setOldBranchPages(order.path("old_branch_pages").asBoolean(quirks.oldBranchPages()));
        quirks.setGroupHooks(order.path("group_hooks").asBoolean(quirks.groupHooks()));
        quirks.setSignedHooks(order.path("signed_hooks").asBoolean(quirks.signedHooks()));
        quirks.setHooksAreDisabled(order.path("hooks_are_disabled").asBoolean(quirks.hooksAreDisabled()));
        quirks.setHooksAllowed(order.path("hooks_allowed").asBoolean(quirks.hooksAllowed()));
        quirks.setLocalHooksRefused(order.path("local_hooks_refused").asBoolean(quirks.localHooksRefused()));
        quirks.setHookCopies(order.path("hook_copies").asInt(quirks.hookCopies()));
        return Answer.empty(204);
    }

    private Answer addToken(JsonNode order) {
        Instant expires = order.hasNonNull("expires_at")
                ? LocalDate.parse(order.get("expires_at").asText()).atStartOfDay(ZoneOffset.UTC).toInstant() : null;
        world.token(new Token(order.get("value").asText(), world.user("connector", "Connector"), texts(order.get("scopes")),
                order.get("state").asText(), expires, false));
        return Answer.empty(204);
    }

    /** As GitLab answers {@code POST /api/v4/applications}. */
    private Answer addApplication(JsonNode order) {
        String redirectUri = order.get("redirect_uri").asText();
        OAuthApplication made = oauth.add(order.get("name").asText(), Set.of(redirectUri), texts(order.get("scopes")));
        return Answer.json(201, Map.of("id", world.nextId(), "application_id", made.uid(), "application_name", made.name(),
                "callback_url", redirectUri, "confidential", true, "secret", made.secret()));
    }

    private Answer setOAuth(JsonNode order) {
        if (order.has("access_seconds")) {
            oauth.setAccessSeconds(order.get("access_seconds").asLong());
        }
        if (order.has("code_seconds")) {
            oauth.setCodeSeconds(order.get("code_seconds").asLong());
        }
        if (order.path("expire").asBoolean()) {
            oauth.expire();
        }
        if (order.path("revoke").asBoolean()) {
            oauth.revokeAll();
        }
        return Answer.empty(204);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private Answer addKey(JsonNode order) {
        world.signatures().register(order.get("email").asText(), order.get("key").asText());
        return Answer.empty(204);
    }

    void waitInSilence() throws InterruptedException {
        closing.await(30, TimeUnit.SECONDS);
    }
}
