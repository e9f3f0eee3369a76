package dvcs.plugin;

import dvcs.api.Hooks.Answer;
import dvcs.store.Delivery;
import dvcs.store.HookInbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores deliveries before they are answered: all that came while the transaction before was under way go into the next one. What
 * can't be stored in time is remembered as an account that has to be looked at as a whole. Thread-safe.
 */
final class HookWriter {
    /** How often what was not stored with a delivery is stored, or tried again. */
    static final long SECONDS = 1;
    private static final int BATCH = 500;
    /** What a database that stands still may leave behind; beyond that their accounts are marked. */
    private static final int LINE = 2 * BATCH;
    private static final Logger LOG = LoggerFactory.getLogger(HookWriter.class);

    private final HookInbox inbox;
    private final Executor thread;
    private final Consumer<HookInbox.Found> then;
    private final Clock clock;
    private final long patienceMillis;
    private final BlockingQueue<Waiting> line = new ArrayBlockingQueue<>(LINE);
    private final Set<Integer> marked = new HashSet<>();
    private final Set<Integer> seen = new HashSet<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean closed;
    private boolean failing;

    /** {@code thread}: one at a time; {@code then}: told what was stored, on that thread. */
    HookWriter(HookInbox inbox, Executor thread, Consumer<HookInbox.Found> then, Clock clock, long patienceMillis) {
        this.inbox = inbox;
        this.thread = thread;
        this.then = then;
        this.clock = clock;
        this.patienceMillis = patienceMillis;
    }

    private record Waiting(Delivery delivery, CompletableFuture<Void> stored) {}

    /** Waits until it is stored, but not for ever. */
    Answer put(Delivery delivery) {
        if (closed) {
            return Answer.UNAVAILABLE;
        }
        Waiting waiting = new Waiting(delivery, new CompletableFuture<>());
        if (!line.offer(waiting)) {
            mark(delivery.accountId());
            return Answer.LATER;
        }
        wake();
        try {
            waiting.stored().get(patienceMillis, TimeUnit.MILLISECONDS);
            return Answer.ACCEPTED;
        } catch (TimeoutException e) {
            mark(delivery.accountId());
            return Answer.LATER;
        } catch (ExecutionException e) {
            mark(delivery.accountId());
            return Answer.UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.UNAVAILABLE;
        }
    }

    /** The account is to be looked at as a whole; stored with what comes next, or within a second: strangers may cause this. */
    void mark(int accountId) {
        synchronized (marked) {
            marked.add(accountId);
        }
    }

    /** A verified delivery came that asks for nothing. */
    void seen(int accountId) {
        synchronized (seen) {
            seen.add(accountId);
        }
    }

    /** Deliveries that are not stored yet. */
    int waiting() {
        return line.size();
    }

    /** Stores what is left, if there is anything. */
    void flush() {
        if (isLeft(marked) || isLeft(seen)) {
            wake();
        }
    }

    /** Whoever waits learns it at once. */
    void close() {
        closed = true;
        refuseAll(drained(), new IllegalStateException("The connector is stopping."));
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            thread.execute(this::round);
        }
    }

    private void round() {
        awake.set(false);
        do {
            write(drained());
        } while (!line.isEmpty() && !closed);
        if (closed) {
            close();
        }
    }

    private void write(List<Waiting> batch) {
        Set<Integer> accounts = taken(marked);
        Set<Integer> alive = taken(seen);
        if (batch.isEmpty() && accounts.isEmpty() && alive.isEmpty()) {
            return;
        }
        HookInbox.Found found;
        try {
            found = inbox.store(batch.stream().map(Waiting::delivery).toList(), accounts, alive, clock.millis());
        } catch (RuntimeException e) {
            putBack(marked, accounts);
            refuseAll(batch, e);
            failed(e);
            return;
        }
        failing = false;
        batch.forEach(waiting -> waiting.stored().complete(null));
        then.accept(found);
    }

    private void failed(RuntimeException cause) {
        if (!failing && !closed) {
            LOG.warn("Webhooks can't be stored; forges are told to try later: {}", cause.getMessage());
        }
        failing = true;
    }

    private List<Waiting> drained() {
        List<Waiting> batch = new ArrayList<>();
        line.drainTo(batch, BATCH);
        return batch;
    }

    private static void refuseAll(List<Waiting> batch, RuntimeException cause) {
        batch.forEach(waiting -> waiting.stored().completeExceptionally(cause));
    }

    private static Set<Integer> taken(Set<Integer> from) {
        synchronized (from) {
            Set<Integer> all = Set.copyOf(from);
            from.clear();
            return all;
        }
    }

    private static void putBack(Set<Integer> into, Set<Integer> all) {
        synchronized (into) {
            into.addAll(all);
        }
    }

    private static boolean isLeft(Set<Integer> set) {
        synchronized (set) {
            return !set.isEmpty();
        }
    }
}
