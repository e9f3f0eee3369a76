package dvcs.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** What a change carries: the query, and a body in JSON or as a form. */
final class Parameters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode values = JSON.createObjectNode();

    /** @throws Refusal a body that cannot be read */
    static Parameters of(Fields query, String type, String body) {
        Parameters all = new Parameters();
        query.forEach(field -> all.values.put(field.getName(), field.getValue()));
        if (body.isBlank()) {
            return all;
        }
        if (type != null && type.startsWith("application/json")) {
            all.values.setAll(object(body));
        } else {
            Fields form = new Fields();
            UrlEncoded.decodeTo(body, (name, value) -> form.add(name, value), StandardCharsets.UTF_8);
            form.forEach(field -> all.values.put(field.getName(), field.getValue()));
        }
        return all;
    }

    private static ObjectNode object(String body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode node) {
                return node;
            }
        } catch (IOException e) {
            // said below
        }
        throw new Refusal(Answer.invalid("The request body is not a JSON object"));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    String text(String name, String otherwise) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? otherwise : value.asText();
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? values.get(name).asBoolean() : otherwise;
    }
}
