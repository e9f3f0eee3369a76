package dvcs.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the core says of GitLab's deliveries with a token, without the core: what is tested here is what the plugin makes of it. */
final class MadeVerifier implements HookVerifier {
    private static final ObjectMapper JSON = new ObjectMapper();

    final AtomicInteger asked = new AtomicInteger();

    @Override
    public Event verify(HookAccounts.Account account, List<Map.Entry<String, String>> headers, byte[] body) {
        asked.incrementAndGet();
        if (!account.secrets().contains(header(headers, "X-Gitlab-Token"))) {
            return new Event(Kind.REFUSED, 0, "", "", "It has another secret.");
        }
        try {
            JsonNode told = JSON.readTree(body);
            Kind kind = switch (told.path("object_kind").asText()) {
                case "push" -> Kind.PUSH;
                case "tag_push" -> Kind.TAG_PUSH;
                case "merge_request" -> Kind.MERGE_REQUEST;
                case "project" -> Kind.REPOSITORY;
                default -> Kind.OTHER;
            };
            return new Event(kind, told.path("project").path("id").asLong(), header(headers, "Idempotency-Key"),
                    told.path("user_username").asText(), "");
        } catch (IOException e) {
            return new Event(Kind.UNREADABLE, 0, "", "", "It is no JSON.");
        }
    }

    private static String header(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream().filter(each -> each.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).findFirst().orElse("");
    }
}
