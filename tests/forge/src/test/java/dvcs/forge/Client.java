package dvcs.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Asks a forge as a connector would. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Forge forge;

    Client(Forge forge) {
        this.forge = forge;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/" + path))
                .header("Authorization", "Bearer " + forge.token()).build());
    }

    /** A change; {@code json} empty: without a body. */
    HttpResponse<String> change(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/" + path))
                .header("Authorization", "Bearer " + forge.token());
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(method, HttpRequest.BodyPublishers.ofString(json)).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) {
        return parse(get(path).body());
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    /** Follows rel="next" until there is none. */
    List<JsonNode> all(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String next = path;
        while (next != null) {
            HttpResponse<String> answer = get(next);
            parse(answer.body()).forEach(rows::add);
            next = next(answer);
        }
        return rows;
    }

    String next(HttpResponse<String> answer) {
        for (String link : answer.headers().firstValue("Link").orElse("").split(", ")) {
            if (link.endsWith("rel=\"next\"")) {
                return link.substring(link.indexOf("/api/v4/") + 8, link.indexOf('>'));
            }
        }
        return null;
    }
}
