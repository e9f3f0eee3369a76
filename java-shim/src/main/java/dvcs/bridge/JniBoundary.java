package dvcs.bridge;

import java.nio.ByteBuffer;

/** The core inside this JVM. */
final class JniBoundary implements Boundary {
    @Override
    public byte[] describe() {
        return Natives.describe();
    }

    @Override
    public byte[] smartCommit(byte[] request) {
        return Natives.smartCommit(request);
    }

    @Override
    public byte[] verifyHook(byte[] request) {
        return Natives.verifyHook(request);
    }

    @Override
    public void start(byte[] request) {
        Natives.start(request);
    }

    @Override
    public long open(byte[] request) {
        return Natives.open(request);
    }

    @Override
    public void submit(long session, byte[] request) {
        Natives.submit(session, request);
    }

    @Override
    public int poll(long session, ByteBuffer buffer, int capacity, long waitMillis) {
        return Natives.poll(session, buffer, capacity, waitMillis);
    }

    @Override
    public void acknowledge(long session, long sequence) {
        Natives.acknowledge(session, sequence);
    }

    @Override
    public void cancel(long session, long job) {
        Natives.cancel(session, job);
    }

    @Override
    public void credential(long session, byte[] token) {
        Natives.credential(session, token);
    }

    @Override
    public void close(long session) {
        Natives.close(session);
    }

    @Override
    public void shutdown() {
        Natives.shutdown();
    }

    @Override
    public int liveObjects() {
        return Natives.liveObjects();
    }
}
