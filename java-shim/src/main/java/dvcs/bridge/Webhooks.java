package dvcs.bridge;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.HookEvent;
import dvcs.wire.HookHeader;
import dvcs.wire.HookOutcome;
import dvcs.wire.RefChange;
import dvcs.wire.VerifyHook;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Verifies and reads deliveries of webhooks in the core. Thread-safe; needs neither session nor network. */
public final class Webhooks {
    /** How much the clocks of forge and Jira may differ where deliveries are dated. */
    public static final int WINDOW_SECONDS = 300;

    private final Boundary natives;

    Webhooks(Boundary natives) {
        this.natives = natives;
    }

    /** To be called after {@link NativeLibrary#load} succeeded; needs no {@link Core}. */
    public static Webhooks loaded() {
        return new Webhooks(Boundary.JNI);
    }

    /**
     * @param secrets all that are valid now, the newest first; empty ones never fit
     * @throws NativeFailure the call itself makes no sense; never for what a stranger sends
     */
    public WebhookEvent verify(WebhookDelivery delivery, List<String> secrets) {
        byte[] answer = natives.verifyHook(request(delivery, secrets));
        return event(HookEvent.getRootAsHookEvent(ByteBuffer.wrap(answer)));
    }

    private static byte[] request(WebhookDelivery delivery, List<String> secrets) {
        FlatBufferBuilder to = new FlatBufferBuilder(delivery.body().length + 4096);
        int[] headers = delivery.headers().stream()
                .mapToInt(header -> HookHeader.createHookHeader(to, to.createString(header.name()), to.createString(header.value())))
                .toArray();
        int headerVector = VerifyHook.createHeadersVector(to, headers);
        int secretVector = VerifyHook.createSecretsVector(to, secrets.stream().mapToInt(to::createString).toArray());
        int body = VerifyHook.createBodyVector(to, delivery.body());
        return Requests.verifyHook(to, VerifyHook.createVerifyHook(to, delivery.forge().wire(), headerVector, secretVector, body,
                delivery.received(), WINDOW_SECONDS));
    }

    private static WebhookEvent event(HookEvent wire) {
        List<WebhookEvent.Ref> refs = IntStream.range(0, wire.refsLength()).mapToObj(i -> ref(wire.refs(i))).toList();
        WebhookEvent.Pusher pusher =
                new WebhookEvent.Pusher(wire.userId(), text(wire.user()), text(wire.userName()), text(wire.userEmail()));
        return new WebhookEvent(outcome(wire.outcome()), text(wire.why()), (int) wire.secret(), text(wire.delivery()),
                WebhookKind.of(wire.kind()), text(wire.name()), text(wire.action()), wire.repositoryId(),
                text(wire.repositoryPath()), refs, wire.refsComplete(), pusher, wire.commits(), wire.mergeRequestIid());
    }

    private static WebhookEvent.Outcome outcome(byte wire) {
        return switch (wire) {
            case HookOutcome.Accepted -> WebhookEvent.Outcome.ACCEPTED;
            case HookOutcome.Unreadable -> WebhookEvent.Outcome.UNREADABLE;
            default -> WebhookEvent.Outcome.REFUSED;
        };
    }

    private static WebhookEvent.Ref ref(RefChange wire) {
        return new WebhookEvent.Ref(text(wire.ref()), hex(wire.beforeAsByteBuffer()), hex(wire.afterAsByteBuffer()));
    }

    private static String hex(ByteBuffer bytes) {
        if (bytes == null) {
            return "";
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String text(String wire) {
        return wire == null ? "" : wire;
    }
}
