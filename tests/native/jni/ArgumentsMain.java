package dvcs.bridge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Arguments that make no sense: each ends in a NativeFailure with words, none in the end of the JVM. */
final class ArgumentsMain {
    private ArgumentsMain() {}

    public static void main(String[] arguments) {
        System.load(arguments[0]);
        String requests = arguments[1];
        String description = new String(Natives.describe(), StandardCharsets.UTF_8);
        for (String member : new String[] {"build_id", "version", "openssl", "simdjson", "compiler", "schema_version"}) {
            Checks.that(description.contains("\"" + member + "\":"), member + " is missing: " + description);
        }
        Checks.that(description.matches(".*\"build_id\":\"[0-9a-f]{40}\".*"), "the build id: " + description);

        byte[] answer = Natives.smartCommit(Checks.request(requests, "smart_commit"));
        Checks.that(new String(answer, StandardCharsets.ISO_8859_1).contains("2h 30m"), "a smart commit before start");
        byte[] event = Natives.verifyHook(Checks.request(requests, "verify_hook"));
        Checks.that(new String(event, StandardCharsets.ISO_8859_1).contains("refs/heads/main"), "a webhook before start");
        Checks.fails(Checks.CLOSED, "open before start", () -> Natives.open(Checks.request(requests, "open")));
        Natives.start(Checks.request(requests, "start"));
        Checks.fails(Checks.BAD_ARGUMENT, "second start", () -> Natives.start(Checks.request(requests, "start")));
        Checks.fails(Checks.BAD_ARGUMENT, "unbuilt host", () -> Natives.open(Checks.request(requests, "github")));
        long session = Natives.open(Checks.request(requests, "open"));
        Checks.that(session > 0, "a handle is positive");

        garbage(requests, session);
        nulls(session);
        buffers(session);
        handles(session);
        Natives.close(session);
        Natives.shutdown();
        Checks.that(Natives.liveObjects() == 0, "objects left: " + Natives.liveObjects());
        Checks.done();
    }

    private static void garbage(String requests, long session) {
        Random random = new Random(5);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Checks.fails(Checks.BAD_ARGUMENT, "garbage message", () -> Natives.smartCommit(bytes));
            Checks.fails(Checks.BAD_ARGUMENT, "garbage webhook", () -> Natives.verifyHook(bytes));
            Checks.fails(Checks.BAD_ARGUMENT, "garbage start", () -> Natives.start(bytes));
            Checks.fails(Checks.BAD_ARGUMENT, "garbage open", () -> Natives.open(bytes));
            Checks.fails(Checks.BAD_ARGUMENT, "garbage submit", () -> Natives.submit(session, bytes));
        }
        byte[] whole = Checks.request(requests, "sync");
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            Checks.fails(Checks.BAD_ARGUMENT, "truncated open", () -> Natives.open(part));
        }
        Checks.fails(Checks.BAD_ARGUMENT, "too large", () -> Natives.open(new byte[(64 << 20) + 1]));
        Checks.fails(Checks.BAD_ARGUMENT, "the wrong part", () -> Natives.submit(session, Checks.request(requests, "open")));
    }

    private static void nulls(long session) {
        Checks.fails(Checks.BAD_ARGUMENT, "null message", () -> Natives.smartCommit(null));
        Checks.fails(Checks.BAD_ARGUMENT, "null webhook", () -> Natives.verifyHook(null));
        Checks.fails(Checks.BAD_ARGUMENT, "null start", () -> Natives.start(null));
        Checks.fails(Checks.BAD_ARGUMENT, "null open", () -> Natives.open(null));
        Checks.fails(Checks.BAD_ARGUMENT, "null submit", () -> Natives.submit(session, null));
        Checks.fails(Checks.BAD_ARGUMENT, "null credential", () -> Natives.credential(session, null));
        Checks.fails(Checks.BAD_ARGUMENT, "null buffer", () -> Natives.poll(session, null, 10, 0));
    }

    private static void buffers(long session) {
        ByteBuffer direct = ByteBuffer.allocateDirect(100);
        Checks.fails(Checks.BAD_ARGUMENT, "heap buffer", () -> Natives.poll(session, ByteBuffer.allocate(100), 100, 0));
        Checks.fails(Checks.BAD_ARGUMENT, "negative capacity", () -> Natives.poll(session, direct, -1, 0));
        Checks.fails(Checks.BAD_ARGUMENT, "too large capacity", () -> Natives.poll(session, direct, 101, 0));
        Checks.fails(Checks.BAD_ARGUMENT, "huge capacity", () -> Natives.poll(session, direct, Integer.MAX_VALUE, 0));
        Checks.that(Natives.poll(session, direct, 100, 0) == 0, "nothing is there");
        Checks.that(Natives.poll(session, direct, 0, -5) == 0, "a negative wait is none");
        Checks.that(Natives.poll(session, direct.slice(10, 20), 20, 1) == 0, "a slice is a buffer");
    }

    private static void handles(long session) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        long[] forged = {0, -1, 1, session + 1, session + (1L << 32), session - (1L << 32), Long.MAX_VALUE, Long.MIN_VALUE};
        for (long handle : forged) {
            Checks.fails(Checks.CLOSED, "poll " + handle, () -> Natives.poll(handle, buffer, 100, 0));
            Checks.fails(Checks.CLOSED, "acknowledge " + handle, () -> Natives.acknowledge(handle, 1));
            Checks.fails(Checks.CLOSED, "cancel " + handle, () -> Natives.cancel(handle, 1));
            Checks.fails(Checks.CLOSED, "submit " + handle, () -> Natives.submit(handle, new byte[0]));
            Checks.fails(Checks.CLOSED, "credential " + handle, () -> Natives.credential(handle, new byte[0]));
            Natives.close(handle);
        }
        Checks.fails(Checks.BAD_ARGUMENT, "acknowledge nothing", () -> Natives.acknowledge(session, 1));
        Natives.cancel(session, 12345);
        Natives.credential(session, "fresh".getBytes(StandardCharsets.UTF_8));
    }
}
