package dvcs.forge;

import java.util.List;
import java.util.Map;

/** The troubled answers, word for word as GitLab and the machines before it write them (gitlab.md, section 6). */
final class FaultAnswers {
    private static final String PAGE = "<!DOCTYPE html>\n<html><head><title>%s</title></head><body><h1>%s</h1></body></html>\n";

    private FaultAnswers() {}

    /** Null: no answer at all. {@code real} is what would have been said. */
    static Answer of(Faults.Kind kind, Answer real, long now) {
        return switch (kind) {
            case RATE_LIMIT_HEADERS -> Answer.text(429, "text/plain", "Retry later\n")
                    .header("RateLimit-Name", "throttle_authenticated_api")
                    .header("RateLimit-Limit", "120")
                    .header("RateLimit-Observed", "121")
                    .header("RateLimit-Remaining", "0")
                    .header("RateLimit-Reset", Long.toString(now + 1))
                    .header("Retry-After", "1");
            case RATE_LIMIT_BARE -> Answer.json(429, Map.of("message",
                    Map.of("error", "This endpoint has been requested too many times. Try again later.")));
            case SERVER_ERROR_HTML -> html(500, "500 Internal Server Error");
            case BAD_GATEWAY_HTML -> html(502, "502 Bad Gateway");
            case UNAVAILABLE -> Answer.json(503, Map.of("message", "503 Service Unavailable")).header("Retry-After", "1");
            case FORBIDDEN -> Answer.json(403, Map.of("message", "403 Forbidden"));
            case HTML_WITH_200 -> html(200, "Sign in");
            case WRONG_TYPE -> real.body.length > 0 && real.body[0] == '[' ? Answer.ok(Map.of("items", List.of())) : Answer.ok(List.of(1, 2));
            case MALFORMED_ITEM -> malformed(real);
            case GIT_LOAD -> real; // git's own
            case TRUNCATED, CLOSED, SILENT, ANSWER_LOST -> null;
        };
    }

    /** Of git's transport: an answer instead of git's, or null for faults that leave it or cut it. */
    static Answer ofGit(Faults.Kind kind, long now) {
        return switch (kind) {
            case GIT_LOAD -> Answer.text(200, "application/x-git-upload-pack-result",
                    packet("ERR GitLab is currently unable to handle this request due to load") + "0000");
            case RATE_LIMIT_HEADERS, RATE_LIMIT_BARE, SERVER_ERROR_HTML, BAD_GATEWAY_HTML, UNAVAILABLE, FORBIDDEN, HTML_WITH_200 -> of(kind, Answer.empty(200), now);
            case TRUNCATED, CLOSED, SILENT, ANSWER_LOST, WRONG_TYPE, MALFORMED_ITEM -> null;
        };
    }

    /** A pkt-line: its four hexadecimal digits count themselves too. */
    private static String packet(String text) {
        return String.format("%04x%s", text.length() + 4, text);
    }

    private static Answer html(int status, String title) {
        return Answer.text(status, "text/html; charset=utf-8", PAGE.formatted(title, title));
    }

    /** The first row loses its identity; the others stay. */
    private static Answer malformed(Answer real) {
        String text = new String(real.body, java.nio.charset.StandardCharsets.UTF_8);
        String changed = text.replaceFirst("\"id\":\"[0-9a-f]+\"", "\"id\":{}");
        Answer answer = Answer.text(real.status, "application/json", changed);
        real.headers.forEach(answer::header);
        return answer;
    }
}
