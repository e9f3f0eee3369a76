package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.HookEvent;
import dvcs.wire.HookKind;
import dvcs.wire.HookOutcome;
import dvcs.wire.RefChange;
import dvcs.wire.Request;
import dvcs.wire.VerifyHook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final String SHA = "ab".repeat(20);

    private final ScriptedBoundary natives = new ScriptedBoundary();
    private final Webhooks webhooks = new Webhooks(natives);

    private static WebhookDelivery delivery(byte[] body) {
        return new WebhookDelivery(SessionOptions.Forge.GITEA,
                List.of(new WebhookDelivery.Header("X-Gitea-Event", "push"), new WebhookDelivery.Header("X-Gitea-Event", "twice")),
                body, 1_700_000_000L);
    }

    private static byte[] push() {
        FlatBufferBuilder to = new FlatBufferBuilder(256);
        int after = RefChange.createAfterVector(to, HexFormat.of().parseHex(SHA));
        int moved = RefChange.createRefChange(to, to.createString("refs/heads/ü"), 0, after);
        int refs = HookEvent.createRefsVector(to, new int[] {moved});
        to.finish(HookEvent.createHookEvent(to, HookOutcome.Accepted, to.createString("odd"), 1, to.createString("d-1"), HookKind.Push,
                to.createString("push"), to.createString("create"), 1L << 40, to.createString("acme/x"), refs, false, 5,
                to.createString("ann"), to.createString("Ann"), to.createString("a@x"), 21, 7));
        return to.sizedByteArray();
    }

    private static byte[] refused() {
        FlatBufferBuilder to = new FlatBufferBuilder(64);
        int why = to.createString("Its token is another one.");
        HookEvent.startHookEvent(to);
        HookEvent.addWhy(to, why);
        to.finish(HookEvent.endHookEvent(to));
        return to.sizedByteArray();
    }

    @Test
    void readsWhatADeliveryTells() {
        natives.hooks(request -> push());
        assertThat(webhooks.verify(delivery(new byte[0]), List.of("s"))).isEqualTo(new WebhookEvent(WebhookEvent.Outcome.ACCEPTED,
                "odd", 1, "d-1", WebhookKind.PUSH, "push", "create", 1L << 40, "acme/x",
                List.of(new WebhookEvent.Ref("refs/heads/ü", "", SHA)), false, new WebhookEvent.Pusher(5, "ann", "Ann", "a@x"), 21, 7));
    }

    @Test
    void aRefusalIsEmptyButForItsReason() {
        natives.hooks(request -> refused());
        WebhookEvent event = webhooks.verify(delivery(new byte[0]), List.of());
        assertThat(event.outcome()).isEqualTo(WebhookEvent.Outcome.REFUSED);
        assertThat(event.why()).isEqualTo("Its token is another one.");
        assertThat(event.kind()).isEqualTo(WebhookKind.OTHER);
        assertThat(event.name() + event.delivery() + event.repositoryPath() + event.pusher().email()).isEmpty();
        assertThat(event.refs()).isEmpty();
    }

    @Test
    void handsOverHeadersSecretsAndEveryByteOfTheBody() {
        byte[] body = {0, -1, 127, '{', 10, 13};
        natives.hooks(request -> {
            VerifyHook asked = Request.getRootAsRequest(ByteBuffer.wrap(request)).verifyHook();
            assertThat(asked.forge()).isEqualTo(dvcs.wire.Host.Gitea);
            assertThat(asked.headersLength()).isEqualTo(2);
            assertThat(asked.headers(1).name()).isEqualTo("X-Gitea-Event");
            assertThat(asked.headers(1).value()).isEqualTo("twice");
            assertThat(asked.secretsLength()).isEqualTo(2);
            assertThat(asked.secrets(0)).isEqualTo("new");
            byte[] received = new byte[asked.bodyLength()];
            asked.bodyAsByteBuffer().get(received);
            assertThat(received).isEqualTo(body);
            assertThat(asked.now()).isEqualTo(1_700_000_000L);
            assertThat(asked.windowSeconds()).isEqualTo(300);
            return refused();
        });
        webhooks.verify(delivery(body), List.of("new", "old"));
    }

    @Test
    void aFailureOfTheCallIsNoVerdict() {
        natives.hooks(request -> {
            throw new NativeFailure(3, "Malformed".getBytes(StandardCharsets.UTF_8));
        });
        assertThatThrownBy(() -> webhooks.verify(delivery(new byte[0]), List.of())).isInstanceOf(NativeFailure.class);
    }

    @Test
    void noSecretIsPrinted() {
        var header = new WebhookDelivery.Header("X-Gitlab-Token", "t0psecret");
        var delivery = new WebhookDelivery(SessionOptions.Forge.GITLAB, List.of(header), "t0psecret".getBytes(StandardCharsets.UTF_8), 1);
        assertThat(header.toString() + delivery).doesNotContain("t0psecret");
    }
}
