package dvcs.forge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends one delivery as GitLab does (gitlab.md, 4.2) and notes what came of it. Blocks, at most 10 s. */
final class HookSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final World world;
    private final Quirks quirks;
    private final String externalUrl;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final HttpClient trusting;

    HookSender(World world, Quirks quirks, String externalUrl) {
        this.world = world;
        this.quirks = quirks;
        this.externalUrl = externalUrl;
        this.trusting = HttpClient.newBuilder().connectTimeout(TIMEOUT).sslContext(Tls.trustingEverybody()).build();
    }

    /** {@code key}: the same for a repetition. */
    Webhook.Delivery send(Webhook hook, String header, String trigger, String body, String key) {
        Map<String, String> headers = headers(hook, header, body, key);
        Instant begin = Instant.now();
        String status;
        String answer;
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hook.url())).timeout(TIMEOUT)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            HttpResponse<String> response = (hook.verifiesCertificate() ? http : trusting)
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            status = Integer.toString(response.statusCode());
            answer = response.statusCode() < 400 ? response.body() : "Hook execution failed. Ensure the trigger is valid and the URL answers: "
                    + response.statusCode();
        } catch (IOException | IllegalArgumentException e) {
            status = "internal error";
            answer = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = "internal error";
            answer = "the forge was closed";
        }
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        if (!hook.token().isEmpty()) {
            headers.put("X-Gitlab-Token", "[REDACTED]");
        }
        Webhook.Delivery delivery = new Webhook.Delivery(world.nextId(), trigger, key, body, headers, status, answer, seconds);
        hook.note(delivery, world.now(), quirks.hooksAreDisabled());
        return delivery;
    }

    private Map<String, String> headers(Webhook hook, String header, String body, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitLab/" + (quirks.signedHooks() ? "19.0.0-ee" : Api.VERSION));
        headers.put("Idempotency-Key", key);
        headers.put("X-Gitlab-Event", header);
        headers.put("X-Gitlab-Webhook-UUID", UUID.randomUUID().toString());
        headers.put("X-Gitlab-Instance", externalUrl);
        headers.put("X-Gitlab-Event-UUID", UUID.randomUUID().toString());
        if (!hook.token().isEmpty()) {
            headers.put("X-Gitlab-Token", hook.token());
        }
        if (quirks.signedHooks()) {
            String seconds = Long.toString(world.now().getEpochSecond());
            headers.put("webhook-id", key);
            headers.put("webhook-timestamp", seconds);
            if (!hook.signingToken().isEmpty()) {
                headers.put("webhook-signature", "v1," + signature(hook.signingToken(), key + "." + seconds + "." + body));
            }
        }
        return headers;
    }

    private static String signature(String signingToken, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(signingToken.replaceFirst("^whsec_", "")), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
