package dvcs.bridge;

import dvcs.wire.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account at a forge, open in the core, and the platform daemon thread that pulls its batches. A thread inside
 * {@code poll} can't be interrupted; {@link #close} wakes it.
 */
public final class Session implements AutoCloseable {
    /** A code of native/src/base/status.hpp: the handle or session is gone. */
    private static final int CLOSED = 4;

    static final int FIRST_CAPACITY = 512 * 1024;
    static final int LAST_CAPACITY = 16 * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long WAIT_MILLIS = 250;
    private static final long JOIN_MILLIS = 5_000;

    private final Boundary natives;
    private final long handle;
    private final BatchHandler handler;
    private final Runnable whenClosed;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    Session(Boundary natives, long handle, String name, BatchHandler handler, Runnable whenClosed) {
        this.natives = natives;
        this.handle = handle;
        this.handler = handler;
        this.whenClosed = whenClosed;
        this.thread = new Thread(this::run, "dvcs-poll-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Session.class.getClassLoader());
        thread.start();
    }

    /** Job numbers are the caller's, unique within the session and never 0. */
    public void check(long job) {
        natives.submit(handle, Requests.check(job));
    }

    /** {@code activeSince}: seconds since 1970; 0 lists everything. {@code ownerHint}: of an earlier listing, or empty. */
    public void list(long job, String owner, long activeSince, String ownerHint) {
        natives.submit(handle, Requests.list(job, owner, activeSince, ownerHint));
    }

    public void sync(long job, SyncRequest request) {
        natives.submit(handle, Requests.sync(job, request));
    }

    public void details(long job, DetailsRequest request) {
        natives.submit(handle, Requests.details(job, request));
    }

    /** Changes nothing at the forge; an empty owner is the whole instance. */
    public void diagnose(long job, String owner) {
        natives.submit(handle, Requests.diagnose(job, owner));
    }

    /** Its {@link WebhookStanding}s come as rows, one a place; a failed place stops no other. */
    public void ensureHooks(long job, EnsureWebhooks request) {
        natives.submit(handle, WebhookRequests.ensure(job, request));
    }

    /** As {@link #ensureHooks}. */
    public void removeHooks(long job, RemoveWebhooks request) {
        natives.submit(handle, WebhookRequests.remove(job, request));
    }

    /**
     * Exchanges a code or a refresh token; needs no token of the session. Asked once, whatever happens: its
     * {@link TokenAnswer} says whether it may be asked again.
     */
    public void obtainToken(long job, ObtainToken request) {
        TokenRequests.obtain(job, request, bytes -> natives.submit(handle, bytes));
    }

    /** Answered by a {@link TokenAnswer} without tokens. A token that is unknown or dead already counts as revoked. */
    public void revokeToken(long job, RevokeToken request) {
        TokenRequests.revoke(job, request, bytes -> natives.submit(handle, bytes));
    }

    /** Whether {@code token} (not the session's own) is still good, and until when: one {@link TokenStanding}. */
    public void tokenInfo(long job, TokenKind kind, String token) {
        TokenRequests.look(job, kind, token, bytes -> natives.submit(handle, bytes));
    }

    public void cancel(long job) {
        natives.cancel(handle, job);
    }

    /** A fresh token, used from the next request on; what the old one was refused for is forgotten. */
    public void credential(String token) {
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        try {
            natives.credential(handle, utf8);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    /** Closes the handle and waits for the poll thread, at most 5 s. From the poll thread itself it only closes. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            natives.close(handle);
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the poll thread did not come back from its handler in time; nobody may shut the core down then. */
    public boolean ended() {
        return !thread.isAlive();
    }

    private void run() {
        Throwable cause = null;
        try {
            pollUntilClosed();
        } catch (Throwable e) {
            cause = closed.get() && isClosed(e) ? null : e;
        }
        try {
            if (closed.compareAndSet(false, true)) {
                natives.close(handle);
            }
            whenClosed.run();
            handler.ended(cause);
        } catch (Throwable e) {
            LOG.error("A session with a forge did not end in order.", e);
        }
    }

    private void pollUntilClosed() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
        while (!closed.get()) {
            int size = natives.poll(handle, buffer, buffer.capacity(), WAIT_MILLIS);
            if (size < 0) {
                buffer = larger(-(long) size);
            } else if (size > 0) {
                deliver(buffer, size);
            }
        }
    }

    private void deliver(ByteBuffer buffer, int size) throws Exception {
        Thread.interrupted(); // an interrupted thread closes the channels of a database driver
        ByteBuffer view = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        view.position(0).limit(size);
        Batch batch = Batch.getRootAsBatch(view);
        handler.handle(batch);
        natives.acknowledge(handle, batch.sequence());
    }

    private static ByteBuffer larger(long needed) {
        if (needed > LAST_CAPACITY) {
            throw new IllegalStateException("The native core made a batch of " + needed + " bytes, above the limit of "
                    + LAST_CAPACITY + ". Please report this with the plugin's version.");
        }
        return ByteBuffer.allocateDirect(Math.max(FIRST_CAPACITY, Integer.highestOneBit((int) needed - 1) << 1));
    }

    private static boolean isClosed(Throwable e) {
        return e instanceof NativeFailure failure && failure.code() == CLOSED;
    }
}
