package dvcs.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client. Bodies and headers follow GitLab's to the letter (gitlab.md, sections 1.3, 2, 8). */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    final int status;
    final byte[] body;
    final Map<String, String> headers = new LinkedHashMap<>();

    private Answer(int status, String type, byte[] body) {
        this.status = status;
        this.body = body;
        headers.put("Content-Type", type);
    }

    Answer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, "application/json", JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Answer ok(Object value) {
        return json(200, value);
    }

    static Answer text(int status, String type, String text) {
        return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(String type, byte[] body) {
        return new Answer(200, type, body);
    }

    static Answer empty(int status) {
        return new Answer(status, "text/plain", new byte[0]);
    }

    /** The API layer's form. */
    static Answer message(int status, String message) {
        return json(status, Map.of("message", message));
    }

    /** The parameter validation's form. */
    static Answer invalid(String sentence) {
        return json(400, Map.of("error", sentence));
    }

    static Answer notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }
}
