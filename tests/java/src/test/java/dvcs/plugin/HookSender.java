package dvcs.plugin;

import dvcs.devhost.db.Database;
import dvcs.devhost.db.Transactions;
import dvcs.store.CredentialVault;
import dvcs.store.HookSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends what a forge sends that was given the account's secret. */
final class HookSender {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database rows;
    private final int account;
    private final String secret;

    /** {@code rows}: of the host, which knows the secret within a second. */
    HookSender(Database rows, Path sharedHome, int account) {
        this.rows = rows;
        this.account = account;
        this.secret = new HookSecrets(new dvcs.store.Database(new Transactions(rows)), new CredentialVault(sharedHome)).ensure(account).text();
    }

    String secret() {
        return secret;
    }

    long openMarks() {
        return rows.one("SELECT COUNT(*) FROM " + rows.table("AO_4AFB3B_HOOK_MARK") + " WHERE \"OPEN_SINCE\" > 0", row -> row.getLong(1)).orElseThrow();
    }

    /** As GitLab before 19. */
    HttpResponse<String> token(HostProcess host, String body) throws IOException, InterruptedException {
        return send(host, "POST", String.valueOf(account), body, Map.of("X-Gitlab-Token", secret, "X-Gitlab-Event", "Push Hook",
                "Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** As GitLab from 19 on; {@code skew}: how many seconds its clock is ahead. */
    HttpResponse<String> signed(HostProcess host, String body, long skew) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        String time = String.valueOf(System.currentTimeMillis() / 1000 + skew);
        return send(host, "POST", String.valueOf(account), body, Map.of("X-Gitlab-Event", "Push Hook", "webhook-id", id, "webhook-timestamp", time,
                "webhook-signature", "v1," + hmac(id + "." + time + "." + body)));
    }

    HttpResponse<String> send(HostProcess host, String method, String address, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.servlets() + "dvcs/hook/" + address))
                .method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
