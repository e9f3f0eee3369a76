package dvcs.bridge;

import java.nio.ByteBuffer;

/**
 * The whole JNI boundary. Implemented in native/src/jni and registered in JNI_OnLoad, so a renamed method fails at
 * load and not at first use. Requests are FlatBuffers of native/schema/boundary.fbs and are verified by the native
 * side; texts cross as UTF-8 bytes. Every method throws {@link NativeFailure}; none blocks but {@link #poll}.
 * Thread-safe, all of it.
 */
final class Natives {
    private Natives() {}

    /** JSON in UTF-8: {@code {"build_id","version","openssl","simdjson","compiler","schema_version"}}. */
    static native byte[] describe();

    /** What a commit message asks for, {@code request}: Request with {@code smart_commit}. A SmartCommit; pure, needs no start. */
    static native byte[] smartCommit(byte[] request);

    /** Verifies and reads a delivery of a webhook, {@code request}: Request with {@code verify_hook}. A HookEvent; pure, needs no start. */
    static native byte[] verifyHook(byte[] request);

    /** Starts the network thread. {@code request}: Request with {@code start}. Once per load; again after shutdown. */
    static native void start(byte[] request);

    /** Opens a session, {@code request}: Request with {@code open}. The handle is never 0. */
    static native long open(byte[] request);

    /** Starts a job, {@code request}: Request with {@code submit}. Its events end with a {@code finished}. */
    static native void submit(long session, byte[] request);

    /**
     * Waits up to {@code waitMillis} (at most 1000) for one batch and writes it, size-prefix free, at the start of the
     * direct {@code buffer}.
     *
     * @return its bytes; 0: nothing came; negative: the bytes needed, and the batch stays at the head of the queue
     */
    static native int poll(long session, ByteBuffer buffer, int capacity, long waitMillis);

    /** The batch was stored. Frees its share of the queue bound. */
    static native void acknowledge(long session, long sequence);

    static native void cancel(long session, long job);

    /** A fresh token, UTF-8. */
    static native void credential(long session, byte[] token);

    /** Ends the session and wakes its {@link #poll} with {@link NativeFailure} CLOSED. Idempotent. */
    static native void close(long session);

    /** Stops and joins the network thread, drops the reference to {@link NativeFailure}. Idempotent. */
    static native void shutdown();

    /** Native objects alive (sessions, engines, transports, threads); 0 after {@link #shutdown}. */
    static native int liveObjects();
}
