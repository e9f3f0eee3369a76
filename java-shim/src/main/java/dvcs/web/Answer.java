package dvcs.web;

import java.util.Map;

/** What the API answers. An empty JSON means no content. */
record Answer(int status, String json, Map<String, String> headers) {
    static Answer ok(Object value) {
        return of(200, value);
    }

    static Answer of(int status, Object value) {
        return new Answer(status, Json.write(value), Map.of());
    }

    static Answer none() {
        return new Answer(204, "", Map.of());
    }

    static Answer error(int status, String message, String field) {
        String sentence = message.matches("(?s).*[.!?…]") ? message : message + ".";
        return of(status, field.isEmpty() ? Map.of("error", sentence) : new Problem(sentence, field));
    }

    Answer with(String header, String value) {
        return new Answer(status, json, Map.of(header, value));
    }

    /** {@code seen}: what the caller has, as it says itself; null: nothing. */
    boolean isKnownTo(String seen) {
        return status == 200 && seen != null && seen.equals(headers.get("ETag"));
    }

    private record Problem(String error, String field) {}
}
