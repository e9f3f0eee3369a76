package dvcs.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.forge.Forge;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** An account of a host, as an administrator's scripts see it. */
final class HostAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> BUSY = Set.of("LISTING", "SYNCING");
    private static final Set<String> UNREAD = Set.of("NEW", "QUEUED", "SYNCING");

    private final HostProcess host;
    private final int id;

    private HostAccount(HostProcess host, int id) {
        this.host = host;
        this.id = id;
    }

    /** The group acme of a forge of ours. */
    static HostAccount add(HostProcess host, Forge forge) {
        return add(host, forge, "acme");
    }

    static HostAccount add(HostProcess host, Forge forge, String group) {
        return new HostAccount(host, parse(host.post("accounts", write(Map.of("host", "gitlab", "name", group, "url", forge.url(),
                "token", forge.token())))).path("id").asInt());
    }

    int id() {
        return id;
    }

    /** Lists everything and waits for all that follows. */
    void refresh() {
        host.post("accounts/" + id + "/refresh", "{}", 202);
        awaitIdle();
    }

    /** {@code json}: the fields that change. */
    void change(String json) {
        host.put("accounts/" + id, json);
    }

    void awaitListed() {
        Eventually.isTrue("it is listed", () -> account().path("lastRefresh").asLong() > 0, 600);
    }

    /** Also of an account with more repositories than fit on a page. */
    JsonNode found(String path) {
        return parse(host.get("accounts/" + id + "/repositories?search=" + path)).path("items").path(0);
    }

    void remove() {
        host.delete("accounts/" + id);
    }

    void sync(String path, boolean full) {
        host.post("repositories/" + repository(path).path("id").asInt() + "/sync?full=" + full, "{}", 202);
        awaitIdle();
    }

    void acceptBranchDeletions(String path) {
        host.post("repositories/" + repository(path).path("id").asInt() + "/deletions", "{\"accept\":true}", 202);
        awaitIdle();
    }

    /** The whole diagnosis of the way to the forge. */
    JsonNode diagnosed() {
        host.post("accounts/" + id + "/doctor", "{}", 202);
        Eventually.isTrue("the doctor is through", () -> !parse(host.get("accounts/" + id + "/doctor")).path("running").asBoolean());
        return parse(host.get("accounts/" + id + "/doctor"));
    }

    void awaitIdle() {
        Eventually.isTrue("nothing runs", () -> !BUSY.contains(account().path("state").asText())
                && StreamSupport.stream(repositories().spliterator(), false).noneMatch(each -> UNREAD.contains(each.path("state").asText())));
    }

    JsonNode account() {
        return parse(host.get("accounts/" + id));
    }

    JsonNode repositories() {
        return parse(host.get("accounts/" + id + "/repositories?limit=200")).path("items");
    }

    JsonNode repository(String path) {
        return StreamSupport.stream(repositories().spliterator(), false).filter(each -> each.path("path").asText().equals(path))
                .findFirst().orElseThrow(() -> new AssertionError(path + " is not among " + repositories()));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
