package dvcs.bridge;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A session from open to close, a poll that is closed while it waits, shutdown and a new start. */
final class LifeMain {
    private LifeMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.load(arguments[0]);
        String requests = arguments[1];
        Natives.shutdown();
        for (int round = 0; round < 3; round++) {
            Natives.start(Checks.request(requests, "start"));
            jobEndsInABatch(requests);
            closeWhileWaiting(requests);
            closeUnderManyThreads(requests);
            long left = Natives.open(Checks.request(requests, "open"));
            Natives.submit(left, Checks.request(requests, "sync"));
            Checks.that(Natives.liveObjects() > 0, "something is alive");
            Natives.shutdown();
            Natives.shutdown();
            Checks.that(Natives.liveObjects() == 0, "objects left: " + Natives.liveObjects());
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            Checks.fails(Checks.CLOSED, "poll after shutdown", () -> Natives.poll(left, buffer, 100, 0));
            Checks.fails(Checks.CLOSED, "open after shutdown", () -> Natives.open(Checks.request(requests, "open")));
        }
        Checks.done();
    }

    private static void jobEndsInABatch(String requests) {
        long session = Natives.open(Checks.request(requests, "open"));
        Natives.submit(session, Checks.request(requests, "check"));
        ByteBuffer small = ByteBuffer.allocateDirect(8);
        int needed = 0;
        while (needed == 0) {
            needed = Natives.poll(session, small, 8, 1000);
        }
        Checks.that(needed < -8, "a small buffer is told the size: " + needed);
        Checks.that(Natives.poll(session, small, 8, 0) == needed, "the batch stays");
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        Checks.that(Natives.poll(session, buffer, buffer.capacity(), 0) == -needed, "and comes");
        Natives.acknowledge(session, 1);
        Checks.fails(Checks.BAD_ARGUMENT, "twice", () -> Natives.acknowledge(session, 1));
        Natives.close(session);
        Natives.close(session);
        Checks.fails(Checks.CLOSED, "submit after close", () -> Natives.submit(session, Checks.request(requests, "check")));
    }

    private static void closeWhileWaiting(String requests) throws InterruptedException {
        long session = Natives.open(Checks.request(requests, "open"));
        AtomicInteger code = new AtomicInteger();
        CountDownLatch polling = new CountDownLatch(1);
        Thread poller = new Thread(() -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
            polling.countDown();
            try {
                while (true) {
                    Natives.poll(session, buffer, buffer.capacity(), 1000);
                }
            } catch (NativeFailure failure) {
                code.set(failure.code());
            }
        });
        poller.start();
        polling.await();
        Natives.close(session);
        poller.join(10_000);
        Checks.that(!poller.isAlive(), "close wakes a poll");
        Checks.that(code.get() == Checks.CLOSED, "and tells it why: " + code.get());
    }

    /** Nothing but NativeFailure comes out when everything is called at once. */
    private static void closeUnderManyThreads(String requests) throws InterruptedException {
        byte[] open = Checks.request(requests, "open");
        byte[] check = Checks.request(requests, "sync");
        AtomicInteger unexpected = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
                for (int i = 0; i < 100; i++) {
                    long session = Natives.open(open);
                    Thread closer = new Thread(() -> Natives.close(session));
                    closer.start();
                    try {
                        Natives.submit(session, check);
                        Natives.poll(session, buffer, buffer.capacity(), 0);
                        Natives.cancel(session, 9);
                    } catch (NativeFailure expected) {
                        if (expected.code() != Checks.CLOSED) {
                            unexpected.incrementAndGet();
                        }
                    }
                    try {
                        closer.join();
                    } catch (InterruptedException e) {
                        unexpected.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Checks.that(unexpected.get() == 0, unexpected + " unexpected failures");
    }
}
