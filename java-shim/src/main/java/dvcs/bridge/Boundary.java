package dvcs.bridge;

import java.nio.ByteBuffer;

/**
 * The boundary as an interface, so that the core may also run as a process of its own and tests may script it.
 * {@link Natives} documents each method.
 */
interface Boundary {
    Boundary JNI = new JniBoundary();

    byte[] describe();

    byte[] smartCommit(byte[] request);

    byte[] verifyHook(byte[] request);

    void start(byte[] request);

    long open(byte[] request);

    void submit(long session, byte[] request);

    int poll(long session, ByteBuffer buffer, int capacity, long waitMillis);

    void acknowledge(long session, long sequence);

    void cancel(long session, long job);

    void credential(long session, byte[] token);

    void close(long session);

    void shutdown();

    int liveObjects();
}
