package dvcs.plugin;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks at something again and again, also while the plugin is paused. */
final class Watch implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "dvcs-watch");
        made.setDaemon(true);
        made.setContextClassLoader(Watch.class.getClassLoader());
        return made;
    });

    Watch(long seconds, Runnable look) {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.scheduleWithFixedDelay(() -> guarded(look), seconds, seconds, TimeUnit.SECONDS);
    }

    // An exception that leaves a scheduled task would end its schedule without a word.
    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("The connector could not look whether it is paused: {}", e.getMessage());
            }
        }
    }

    /** Not under a lock that {@code look} takes. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("The connector's watch did not end within {} s.", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
