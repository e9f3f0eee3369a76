package dvcs.web;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request's JSON body: one flat object of texts, booleans and whole numbers, since that is all the API takes. Unknown and repeated
 * names are refused, so that a misspelt field is an error and not a silent default; nesting is refused, so that no
 * body can cost stack.
 */
final class Body {
    /** The longest body: an account with the certificates of its authority. */
    static final int MAX_BYTES = 64 * 1024;

    private final Map<String, Object> fields;

    private Body(Map<String, Object> fields) {
        this.fields = fields;
    }

    static Body parse(byte[] bytes, Set<String> known) {
        if (bytes.length == 0) {
            throw new Refusal(400, "The request has no body. Send a JSON object.");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (!isFlat(text)) {
                throw new Refusal(400, "The request body must be one JSON object without objects or lists in it.");
            }
            return new Body(read(JsonReader.from(text), known));
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "The request body is not UTF-8.");
        } catch (JsonParserException e) {
            throw new Refusal(400, "The request body is not a valid JSON object.");
        }
    }

    /**
     * Whether there is one pair of braces and nothing behind it. The JSON library recurses at every bracket, even
     * behind the end of what it was asked to read, and does not look at what follows there.
     */
    private static boolean isFlat(String text) {
        boolean quoted = false;
        int open = 0;
        boolean closed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (closed ? c > ' ' : c == '[') {
                return false;
            } else {
                quoted = c == '"';
                open += c == '{' ? 1 : 0;
                closed |= c == '}';
            }
        }
        return open == 1;
    }

    private static Map<String, Object> read(JsonReader reader, Set<String> known) throws JsonParserException {
        Map<String, Object> fields = new HashMap<>();
        reader.object();
        while (reader.next()) {
            String key = reader.key();
            if (!known.contains(key)) {
                throw new Refusal(400, "The field “" + shortened(key) + "” is not known here.", shortened(key));
            }
            if (fields.containsKey(key)) {
                throw new Refusal(400, "The field “" + key + "” is given twice.", key);
            }
            fields.put(key, value(reader, key));
        }
        return fields;
    }

    private static Object value(JsonReader reader, String key) throws JsonParserException {
        return switch (reader.current()) {
            case STRING -> reader.string();
            case BOOLEAN -> reader.bool();
            case NUMBER -> whole(String.valueOf(reader.number()), key);
            case NULL -> null;
            default -> throw new Refusal(400, "The field “" + key + "” must be a text, true or false.", key);
        };
    }

    private static Long whole(String digits, String key) {
        if (!digits.matches("-?[0-9]{1,18}")) {
            throw new Refusal(400, "The field “" + key + "” must be a whole number.", key);
        }
        return Long.valueOf(digits);
    }

    /** The text without surrounding blanks, or null when the field is missing. */
    String text(String key, int maxLength) {
        Object value = fields.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new Refusal(400, "The field “" + key + "” must be a text.", key);
        }
        String trimmed = text.strip();
        if (trimmed.length() > maxLength) {
            throw new Refusal(400, "The field “" + key + "” is longer than " + maxLength + " characters.", key);
        }
        return requirePlain(trimmed, trimmed, key);
    }

    /** As {@link #text}, with line ends and tabs. */
    String lines(String key, int maxLength) {
        Object value = fields.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new Refusal(400, "The field “" + key + "” must be a text.", key);
        }
        if (text.length() > maxLength) {
            throw new Refusal(400, "The field “" + key + "” is longer than " + maxLength + " characters.", key);
        }
        return requirePlain(text, text.replaceAll("[\\r\\n\\t]", ""), key);
    }

    private static String requirePlain(String text, String checked, String key) {
        if (checked.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new Refusal(400, "The field “" + key + "” has a character that cannot be used here.", key);
        }
        return text;
    }

    /** Null when the field is missing. */
    Boolean bool(String key) {
        Object value = fields.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw new Refusal(400, "The field “" + key + "” must be true or false.", key);
        }
        return (Boolean) value;
    }

    /** From 0 to {@code most}; 0 when the field is missing. */
    long number(String key, long most) {
        Object value = fields.get(key);
        if (value != null && !(value instanceof Long number && number >= 0 && number <= most)) {
            throw new Refusal(400, "The field “" + key + "” must be a whole number from 0 to " + most + ".", key);
        }
        return value == null ? 0 : (Long) value;
    }

    /** One of an enum's constants by its name; null when the field is missing. */
    <E extends Enum<E>> E constant(String key, Class<E> type) {
        String name = text(key, 30);
        return name == null ? null : Constants.named(type, name, "field", key);
    }

    private static String shortened(String key) {
        return key.length() <= 40 ? key : key.substring(0, 40) + "…";
    }
}
