package dvcs.plugin;

import dvcs.api.Hooks;
import dvcs.api.Hooks.Answer;
import dvcs.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An account with webhooks, and a forge that delivers. */
abstract class HooksFixture extends ServiceFixture {
    private final AtomicInteger deliveries = new AtomicInteger();
    private String account;
    String secret;
    Hooks hooks;

    /** Repositories 1 to {@code repositories} are imported. */
    void useImported(TestDatabase database, int repositories) {
        use(database);
        for (long id = 1; id <= repositories; id++) {
            forge.has(id, "acme/r" + id);
        }
        connector.add(ACME);
        awaitIdle();
        account = String.valueOf(account().id());
        secret = tables.hooks().secrets().ensure(account().id()).text();
        hooks = new PluginHooks(health);
        forge.forgetRequests();
    }

    static String push(long repository) {
        return "{\"object_kind\":\"push\",\"user_username\":\"ann\",\"project\":{\"id\":" + repository + "}}";
    }

    Answer deliver(String body) {
        return deliver("delivery " + deliveries.incrementAndGet(), body);
    }

    Answer deliver(String delivery, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return hooks.deliver(new Hooks.Incoming("POST", account, bytes.length,
                    List.of(Map.entry("X-Gitlab-Token", secret), Map.entry("Idempotency-Key", delivery)), new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long runs(long repository) {
        return forge.requests().stream().filter(request -> request.equals("sync " + repository)).count();
    }

    long listings() {
        return forge.requests().stream().filter(request -> request.startsWith("list")).count();
    }

    long openMarks() {
        return tables.database().read(sql -> sql.count("SELECT COUNT(*) FROM <HOOK_MARK> WHERE [OPEN_SINCE] > 0"));
    }
}
