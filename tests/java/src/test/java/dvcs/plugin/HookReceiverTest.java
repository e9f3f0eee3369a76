package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Hooks;
import dvcs.api.Hooks.Answer;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.HookInbox;
import dvcs.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, what is read of whom, and what is made of it. */
class HookReceiverTest {
    @TempDir
    private Path home;

    private final TestDatabase database = TestDatabase.open("h2");
    private final MadeVerifier verifier = new MadeVerifier();
    private final List<HookInbox.Found> found = new ArrayList<>();
    private long nanos;
    private Tables tables;
    private HookAccounts accounts;
    private HookRoom room;
    private HookWriter writer;
    private HookHealth health;
    private HookReceiver receiver;
    private int id;
    private String secret;

    @BeforeEach
    void oneAccountOneRepository() {
        tables = Tables.of(database.database(), new CredentialVault(home), "test", TestDatabase.CLOCK);
        id = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "token", true);
        secret = tables.hooks().secrets().ensure(id).text();
        database.newRepository(id, 15);
        accounts = new HookAccounts(tables.hooks().secrets(), () -> nanos);
        room = new HookRoom(100_000, 4);
        writer = new HookWriter(tables.hooks().inbox(), Runnable::run, found::add, TestDatabase.CLOCK, 60_000);
        health = new HookHealth(TestDatabase.CLOCK);
        receiver = new HookReceiver(room, accounts, verifier, writer, health, TestDatabase.CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String push(long repository) {
        return "{\"object_kind\":\"push\",\"user_username\":\"jsmith\",\"project\":{\"id\":" + repository + "}}";
    }

    private Answer deliver(String method, String account, long length, String token, String delivery, InputStream body) throws IOException {
        return receiver.deliver(new Hooks.Incoming(method, account, length,
                List.of(Map.entry("X-Gitlab-Token", token), Map.entry("Idempotency-Key", delivery)), body));
    }

    private Answer deliver(String token, String delivery, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return deliver("POST", String.valueOf(id), bytes.length, token, delivery, new ByteArrayInputStream(bytes));
    }

    private static InputStream untouched() {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nothing may be read of this one");
            }
        };
    }

    @Test
    void aVerifiedPushIsStoredAndLeadsToItsRepository() throws IOException {
        assertThat(deliver(secret, "d1", push(15))).isEqualTo(Answer.ACCEPTED);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).repositories()).extracting(each -> each.accountId()).containsExactly(id);
        assertThat(database.snapshot("HOOK_DELIVERY")).contains("PUSHER=jsmith", "KIND=PUSH", "FORGE_ID=15");
        assertThat(deliver(secret, "d1", push(15))).as("sent again").isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(1).repositories()).isEmpty();
        assertThat(deliver(secret, "d2", push(15))).isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(2).repositories()).hasSize(1);
    }

    @Test
    void eventsAreTakenForWhatTheyAre() throws IOException {
        assertThat(deliver(secret, "m", push(15).replace("push", "merge_request"))).isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(0).repositories()).hasSize(1);
        assertThat(deliver(secret, "p", push(15).replace("push", "project"))).isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(1).accounts()).containsExactly(id);
        assertThat(deliver(secret, "0", push(0))).as("a push that names no repository").isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(2).accounts()).containsExactly(id);
        long rows = database.count("HOOK_DELIVERY");
        for (String other : List.of(push(15).replace("push", "tag_push"), push(15).replace("push", "pipeline"), "{}")) {
            assertThat(deliver(secret, other, other)).isEqualTo(Answer.ACCEPTED);
        }
        assertThat(database.count("HOOK_DELIVERY")).isEqualTo(rows);
        assertThat(found).hasSize(3);
        writer.flush();
        assertThat(tables.hooks().marks().seenAt(id)).isPositive();
        assertThat(deliver(secret, "b", "no JSON")).as("from who knows the secret").isEqualTo(Answer.ACCEPTED);
        assertThat(found.get(found.size() - 1).accounts()).containsExactly(id);
    }

    @Test
    void everyRefusalIsTheSame() throws IOException {
        String mine = String.valueOf(id);
        byte[] body = push(15).getBytes(StandardCharsets.UTF_8);
        List<Answer> answers = new ArrayList<>();
        for (String account : List.of("", "0", "99", "-1", "1e1", "9999999999", "x", mine + "/x", mine + " ", "٣")) {
            answers.add(deliver("POST", account, body.length, secret, "d", new ByteArrayInputStream(body)));
        }
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post", "PROPFIND")) {
            answers.add(deliver(method, mine, body.length, secret, "d", untouched()));
        }
        for (String token : List.of("", "wrong", secret.substring(1), secret + "0")) {
            answers.add(deliver(token, "d", push(15)));
        }
        answers.add(deliver("POST", mine, HookRoom.LONGEST + 1L, secret, "d", untouched()));
        int other = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "other", "https://forge", true, ""), "token", true);
        answers.add(deliver("POST", String.valueOf(other), body.length, secret, "d", new ByteArrayInputStream(body)));
        assertThat(answers).containsOnly(Answer.REFUSED);
        assertThat(database.count("HOOK_DELIVERY")).isZero();
        assertThat(found).isEmpty();
        assertThat(health.refusedInAnHour(id)).as("methods, tokens and the long one").isEqualTo(12);
        assertThat(health.why(id)).isEqualTo("It was longer than a delivery may be.");
        assertThat(health.refusedInAnHour(99)).isZero();
    }

    @Test
    void anUnknownAccountCostsAsMuchAsAKnownOne() throws IOException {
        deliver("wrong", "d", push(15));
        int known = verifier.asked.get();
        byte[] body = push(15).getBytes(StandardCharsets.UTF_8);
        deliver("POST", "4711", body.length, "wrong", "d", new ByteArrayInputStream(body));
        assertThat(verifier.asked.get()).isEqualTo(2 * known);
    }

    @Test
    void strangersDoNotReachTheDatabase() throws IOException {
        deliver(secret, "d", push(15));
        database.failAt(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(deliver("wrong", "d", push(15))).isEqualTo(Answer.REFUSED);
        }
        writer.flush();
        assertThat(database.faults().executed()).isZero();
    }

    @Test
    void aSecretThatAnotherNodeMadeIsKnownWithinASecond() throws IOException {
        deliver(secret, "d", push(15));
        String renewed = tables.hooks().secrets().renew(id).text();
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(deliver(renewed, "e", push(15))).isEqualTo(Answer.ACCEPTED);
        assertThat(deliver(secret, "f", push(15))).as("hooks that were not rewritten yet").isEqualTo(Answer.ACCEPTED);
        tables.hooks().secrets().forgetFormer(id, tables.hooks().secrets().ensure(id).number());
        accounts.changed();
        assertThat(deliver(secret, "g", push(15))).isEqualTo(Answer.REFUSED);
    }

    @Test
    void withoutRoomTheAccountIsMarkedAndStrangersSeeNoDifference() throws IOException {
        List<HookRoom.Place> all = new ArrayList<>();
        while (true) {
            var place = room.enter();
            if (place.isEmpty()) {
                break;
            }
            all.add(place.get());
        }
        for (int account : new int[] {id, id + 1, 4711}) {
            assertThat(deliver("POST", String.valueOf(account), 10, "wrong", "d", untouched())).isEqualTo(Answer.LATER);
        }
        all.forEach(HookRoom.Place::close);
        writer.flush();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).accounts()).isEqualTo(Set.of(id));
    }

    @Test
    void aBodyThatFindsNoRoomOnItsWayMarksTheAccount() throws IOException {
        String large = push(15) + " ".repeat(200_000);
        assertThat(deliver(secret, "d", large)).isEqualTo(Answer.LATER);
        writer.flush();
        assertThat(found.get(0).accounts()).containsExactly(id);
        assertThat(deliver(secret, "d", push(15))).as("there is room again").isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void aDatabaseThatIsDownIsNoRefusal() throws IOException {
        database.failAt(1);
        assertThat(deliver(secret, "d", push(15))).as("no secret could be read").isEqualTo(Answer.UNAVAILABLE);
        assertThat(deliver(secret, "d", push(15))).isEqualTo(Answer.ACCEPTED);
        database.failAt(1);
        assertThat(deliver(secret, "e", push(15))).isEqualTo(Answer.UNAVAILABLE);
        assertThat(deliver(secret, "e", push(15))).as("the forge sends it again").isEqualTo(Answer.ACCEPTED);
        assertThat(database.count("HOOK_DELIVERY")).isEqualTo(2);
    }

    @Test
    void aSenderThatLeavesLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> deliver("POST", String.valueOf(id), 10, secret, "d", broken))
                    .isInstanceOf(IOException.class);
        }
        assertThat(room.enter()).as("every place is free").isPresent();
    }
}
