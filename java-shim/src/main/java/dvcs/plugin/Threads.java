package dvcs.plugin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugin's own threads besides those that poll. All are daemons and end with {@link #close}. */
final class Threads implements AutoCloseable {
    private static final int REFRESHES = 2;
    private static final long CLOSE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private final Map<Lane, ThreadPoolExecutor> lanes = new EnumMap<>(Lane.class);
    private final ThreadPoolExecutor refresh = pool(REFRESHES, "refresh");
    private final ThreadPoolExecutor details = pool(1, "details");
    private final ThreadPoolExecutor cleaning = pool(1, "cleaning");
    private final ThreadPoolExecutor commands = pool(1, "commands");
    private final ThreadPoolExecutor verification = pool(1, "verification");
    private final ThreadPoolExecutor hooks = pool(1, "hooks");
    private final ThreadPoolExecutor keeping = pool(1, "keeping");
    private final ThreadPoolExecutor tokens = pool(1, "tokens");
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("clock"));

    private final BooleanSupplier closing;

    /** {@code closing}: what fails from then on fails because the host takes its services away. */
    Threads(BooleanSupplier closing) {
        this.closing = closing;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, pool(lane.threads(), lane.name().toLowerCase(Locale.ROOT)));
        }
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Lane lane, Runnable work) {
        lanes.get(lane).execute(guarded(work));
    }

    void refresh(Runnable work) {
        refresh.execute(guarded(work));
    }

    /** In the order they come; no import is before them. */
    void details(Runnable work) {
        details.execute(guarded(work));
    }

    /** May take hours; nobody waits for it. */
    void clean(Runnable work) {
        cleaning.execute(guarded(work));
    }

    /** Smart commits: one after the other, and waiting for nothing else. */
    void commands(Runnable work) {
        commands.execute(guarded(work));
    }

    /** Questions that a smart commit waits for. */
    void verify(Runnable work) {
        verification.execute(guarded(work));
    }

    /** Stores deliveries of webhooks: forges wait for it. */
    void hooks(Runnable work) {
        hooks.execute(guarded(work));
    }

    /** Looks after webhooks at forges: nobody waits for it. */
    void keepHooks(Runnable work) {
        keeping.execute(guarded(work));
    }

    /** Keeps tokens alive: waits for nothing else. */
    void authorise(Runnable work) {
        tokens.execute(guarded(work));
    }

    void every(long seconds, Runnable work) {
        clock.scheduleWithFixedDelay(guarded(work), seconds, seconds, TimeUnit.SECONDS);
    }

    void after(long delay, TimeUnit unit, Runnable work) {
        clock.schedule(guarded(work), delay, unit);
    }

    /** Drops new work and what waits. Nobody is interrupted: an interrupted thread would close its database's channels. */
    void refuse() {
        clock.shutdown();
        lanes.values().forEach(Threads::refuse);
        chores().forEach(Threads::refuse);
    }

    @Override
    public void close() {
        refuse();
        for (ThreadPoolExecutor each : all()) {
            try {
                if (!each.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.error("A thread of the connector did not end within {} s.", CLOSE_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void refuse(ThreadPoolExecutor pool) {
        pool.shutdown();
        pool.getQueue().clear();
        pool.shutdown(); // wakes a thread that was just about to take what is no longer there, and would wait for ever
    }

    private List<ThreadPoolExecutor> chores() {
        return List.of(refresh, details, cleaning, commands, verification, hooks, keeping, tokens);
    }

    private List<ThreadPoolExecutor> all() {
        List<ThreadPoolExecutor> all = new ArrayList<>(lanes.values());
        all.addAll(chores());
        all.add(clock);
        return all;
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    // An exception that leaves a scheduled task would end its schedule without a word.
    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                if (closing.getAsBoolean()) {
                    LOG.info("Work of the connector ended with it: {}", e.getMessage());
                } else {
                    LOG.error("Work of the connector failed.", e);
                }
            }
        };
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "dvcs-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }
}
