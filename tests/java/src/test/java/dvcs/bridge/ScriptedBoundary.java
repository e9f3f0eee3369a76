package dvcs.bridge;

import dvcs.wire.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The native side as a script: batches are put in, requests are written down. Keeps the contract of {@link Natives}
 * (order, "needs a bigger buffer", closed handles); what a real core does on the network it does not do.
 */
public final class ScriptedBoundary implements Boundary {
    private static final int CLOSED = 4;

    private final Map<Long, Open> sessions = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Script script = (session, submit) -> {};
    private UnaryOperator<byte[]> smartCommits = request -> {
        throw new IllegalStateException("No smart commit is scripted.");
    };
    private UnaryOperator<byte[]> hooks = request -> {
        throw new IllegalStateException("No webhook is scripted.");
    };
    private Cancelled cancelled = (session, job) -> {};
    private long lastHandle;
    private boolean started;

    /** Answers a submitted job, usually with {@link #put}. */
    public interface Script {
        void submitted(long session, dvcs.wire.SubmitJob job);
    }

    /** Hears of a cancelled job, which a real core ends at once. */
    public interface Cancelled {
        void cancelled(long session, long job);
    }

    public synchronized void cancelled(Cancelled hears) {
        cancelled = hears;
    }

    private static final class Open {
        private final ArrayDeque<byte[]> batches = new ArrayDeque<>();
        private final List<Long> acknowledged = new ArrayList<>();
        private String token = "";
        private boolean closed;
    }

    /** With which a session was opened. */
    public synchronized String token(long session) {
        return sessions.get(session).token;
    }

    public synchronized void script(Script answers) {
        script = answers;
    }

    public synchronized void put(long session, byte[] batch) {
        Open open = sessions.get(session);
        if (open != null && !open.closed) {
            open.batches.add(batch);
            notifyAll();
        }
    }

    /** A core that runs on this script. */
    public Core startCore() {
        return Core.start(this, List.of(new byte[] {1, 2, 3}), "test", ProxySettings.NONE);
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<Long> acknowledged(long session) {
        return List.copyOf(sessions.get(session).acknowledged);
    }

    public synchronized boolean isOpen(long session) {
        return sessions.containsKey(session) && !sessions.get(session).closed;
    }

    @Override
    public byte[] describe() {
        return "{\"build_id\":\"abc123\",\"version\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #smartCommit} answers, given the request. */
    public synchronized void smartCommits(UnaryOperator<byte[]> answers) {
        smartCommits = answers;
    }

    @Override
    public synchronized byte[] smartCommit(byte[] request) {
        return smartCommits.apply(request);
    }

    /** What {@link #verifyHook} answers, given the request. */
    public synchronized void hooks(UnaryOperator<byte[]> answers) {
        hooks = answers;
    }

    @Override
    public synchronized byte[] verifyHook(byte[] request) {
        return hooks.apply(request);
    }

    @Override
    public synchronized void start(byte[] request) {
        started = true;
        calls.add("start");
    }

    @Override
    public synchronized long open(byte[] request) {
        dvcs.wire.OpenSession asked = Request.getRootAsRequest(ByteBuffer.wrap(request)).open();
        Open open = new Open();
        open.token = String.valueOf(asked.token());
        sessions.put(++lastHandle, open);
        calls.add("open " + asked.url());
        return lastHandle;
    }

    @Override
    public void submit(long session, byte[] request) {
        dvcs.wire.SubmitJob job = Request.getRootAsRequest(ByteBuffer.wrap(request)).submit();
        Script answers;
        synchronized (this) {
            calls.add("submit " + dvcs.wire.JobKind.name(job.kindType()));
            answers = script;
        }
        answers.submitted(session, job);
    }

    @Override
    public synchronized int poll(long session, ByteBuffer buffer, int capacity, long waitMillis) {
        Open open = sessions.get(session);
        try {
            if (!open.closed && open.batches.isEmpty()) {
                wait(waitMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        if (open.closed) {
            throw new NativeFailure(CLOSED, "closed".getBytes(StandardCharsets.UTF_8));
        }
        if (open.batches.isEmpty()) {
            return 0;
        }
        int size = open.batches.peek().length;
        if (size > capacity) {
            return -size;
        }
        buffer.duplicate().put(open.batches.poll());
        return size;
    }

    @Override
    public synchronized void acknowledge(long session, long sequence) {
        sessions.get(session).acknowledged.add(sequence);
        notifyAll();
    }

    @Override
    public synchronized void cancel(long session, long job) {
        calls.add("cancel " + job);
        cancelled.cancelled(session, job);
    }

    @Override
    public synchronized void credential(long session, byte[] token) {
        calls.add("credential");
    }

    @Override
    public synchronized void close(long session) {
        sessions.get(session).closed = true;
        calls.add("close " + session);
        notifyAll();
    }

    @Override
    public synchronized void shutdown() {
        started = false;
        calls.add("shutdown");
    }

    @Override
    public synchronized int liveObjects() {
        return started ? 1 : 0;
    }
}
