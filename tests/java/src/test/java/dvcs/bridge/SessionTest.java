package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.wire.Batch;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionTest {
    private static final SessionOptions OPTIONS =
            new SessionOptions(SessionOptions.Forge.GITLAB, "https://forge.example", "secret-token", false, false, 4, 120);
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private final ScriptedBoundary natives = new ScriptedBoundary();
    private final Core core = natives.startCore();
    private final Recorder recorder = new Recorder();

    /** Remembers messages and the end. */
    private static final class Recorder implements BatchHandler {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();
        private RuntimeException failure;

        @Override
        public void handle(Batch batch) {
            thread.complete(Thread.currentThread());
            if (failure != null) {
                throw failure;
            }
            messages.add(batch.sequence() + ": " + batch.commits(0).message());
        }

        @Override
        public void ended(Throwable cause) {
            ended.complete(cause);
        }

        Throwable cause() throws Exception {
            return ended.get(30, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void deliversBatchesInOrderAndAcknowledgesEachAfterItWasStored() throws Exception {
        Session session = core.open("7", OPTIONS, recorder);
        for (int i = 1; i <= 3; i++) {
            natives.put(1, new Batches().commit(SHA, "message " + i).build(i, 1, 5));
        }
        assertThat(recorder.messages.take()).isEqualTo("1: message 1");
        assertThat(recorder.messages.take()).isEqualTo("2: message 2");
        assertThat(recorder.messages.take()).isEqualTo("3: message 3");
        session.close();
        assertThat(natives.acknowledged(1)).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void growsItsBufferForALargeBatchAndLosesNothing() throws Exception {
        core.open("7", OPTIONS, recorder);
        String large = "x".repeat(Session.FIRST_CAPACITY * 3);
        natives.put(1, new Batches().commit(SHA, large).build(1, 1, 5));
        natives.put(1, new Batches().commit(SHA, "after").build(2, 1, 5));
        assertThat(recorder.messages.take()).isEqualTo("1: " + large);
        assertThat(recorder.messages.take()).isEqualTo("2: after");
    }

    @Test
    void endsInWordsWhenABatchPassesTheLimit() throws Exception {
        core.open("7", OPTIONS, recorder);
        natives.put(1, new byte[Session.LAST_CAPACITY + 1]);
        assertThat(recorder.cause()).hasMessageContaining("above the limit").hasMessageContaining("16777217");
        assertThat(natives.isOpen(1)).isFalse();
    }

    @Test
    void closeWakesThePollAndEndsWithoutACause() throws Exception {
        Session session = core.open("7", OPTIONS, recorder);
        session.close();
        session.close();
        assertThat(recorder.cause()).isNull();
        assertThat(session.ended()).isTrue();
        assertThat(natives.calls()).containsOnlyOnce("close 1");
    }

    @Test
    void aHandlerThatThrowsEndsTheSessionAndItsBatchIsNotAcknowledged() throws Exception {
        recorder.failure = new IllegalStateException("the database is gone");
        core.open("7", OPTIONS, recorder);
        natives.put(1, new Batches().commit(SHA, "lost?").build(1, 1, 5));
        assertThat(recorder.cause()).hasMessage("the database is gone");
        assertThat(natives.acknowledged(1)).isEmpty();
        assertThat(natives.isOpen(1)).isFalse();
    }

    @Test
    void pollsOnANamedPlatformDaemonWithThePluginsLoader() throws Exception {
        core.open("7-live", OPTIONS, recorder);
        natives.put(1, new Batches().commit(SHA, "hello").build(1, 1, 5));
        Thread thread = recorder.thread.get(30, TimeUnit.SECONDS);
        assertThat(thread.getName()).isEqualTo("dvcs-poll-7-live");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(Session.class.getClassLoader());
    }

    @Test
    void coreClosesHandlesFirstThenShutsDown() throws Exception {
        core.open("1", OPTIONS, recorder);
        Recorder second = new Recorder();
        core.open("2", OPTIONS, second);
        core.close();
        assertThat(recorder.cause()).isNull();
        assertThat(second.cause()).isNull();
        List<String> calls = natives.calls();
        assertThat(calls.get(calls.size() - 1)).isEqualTo("shutdown");
        assertThat(calls).contains("close 1", "close 2");
        assertThat(natives.liveObjects()).isZero();
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(OPTIONS.toString()).doesNotContain("secret-token").contains("forge.example");
    }
}
