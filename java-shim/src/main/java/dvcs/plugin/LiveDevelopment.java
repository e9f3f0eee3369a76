package dvcs.plugin;

import dvcs.store.ShownStamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of what open issue pages show, in memory: pages that ask cost the database nothing while nothing is written. After a
 * write one of them has all versions read at once, the others are answered with what is known. Thread-safe.
 */
final class LiveDevelopment {
    /** How often {@link #flush} is to be called. */
    static final long SECONDS = 1;
    /** What nobody has asked about for so long is open nowhere: pages that were left alone ask each 15 s. */
    static final Duration FORGOTTEN = Duration.ofSeconds(60);
    /** So often everything is read in any case: a node may have died before it told of its write. */
    static final Duration AT_LEAST = Duration.ofSeconds(15);
    /** Reading takes at most this part of one connection's time. */
    private static final int SHARE = 20;
    private static final long LEAST_PAUSE = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final long CLUSTER_PAUSE = Duration.ofSeconds(1).toNanos();
    /** More open issues than these are read one by one. */
    private static final int MOST = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(LiveDevelopment.class);

    /** What the other nodes say about their writes. */
    interface Others {
        /** This node has written. */
        void tell();

        /** Another text whenever another node has told. */
        String told();
    }

    static final Others ALONE = new Others() {
        @Override
        public void tell() {
            // nobody to tell
        }

        @Override
        public String told() {
            return "";
        }
    };

    private static final class Watched {
        private volatile String version = "";
        private volatile long asked;
    }

    private final Function<Collection<Set<String>>, Map<Set<String>, String>> versions;
    private final Others others;
    private final LongSupplier nanos;
    private final Map<Set<String>, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile long toldAt;
    private long seen;
    private long readAt;
    private long pause = LEAST_PAUSE;
    private long lookedAt;
    private String heard = "";

    LiveDevelopment(Function<Collection<Set<String>>, Map<Set<String>, String>> versions, Others others, LongSupplier nanos) {
        this.versions = versions;
        this.others = others;
        this.nanos = nanos;
        this.readAt = nanos.getAsLong();
        this.lookedAt = readAt - CLUSTER_PAUSE;
        this.toldAt = lookedAt;
    }

    static Others cluster(ShownStamp stamp) {
        return new Others() {
            @Override
            public void tell() {
                stamp.publish(UUID.randomUUID().toString());
            }

            @Override
            public String told() {
                return stamp.others();
            }
        };
    }

    /** Something was written that an issue may show. By the thread that wrote it, after its transaction. */
    void written() {
        writes.incrementAndGet();
        if (nanos.getAsLong() - toldAt >= CLUSTER_PAUSE) {
            flush();
        }
    }

    /** Tells the other nodes what they have not been told yet: at once the first, the next ones of a burst together. */
    void flush() {
        long upTo = writes.get();
        if (told.getAndSet(upTo) == upTo) {
            return;
        }
        toldAt = nanos.getAsLong();
        try {
            others.tell();
        } catch (RuntimeException e) {
            LOG.debug("The other nodes see the last change of issues up to {} s later: {}", AT_LEAST.toSeconds(), e.getMessage());
        }
    }

    /** Of the issue with these keys. */
    String version(Set<String> keys) {
        long now = nanos.getAsLong();
        Watched mine = watched.get(keys);
        if (mine == null && watched.size() >= MOST) {
            return versions.apply(List.of(keys)).get(keys);
        }
        if (mine == null) {
            mine = watched.computeIfAbsent(Set.copyOf(keys), none -> new Watched());
        }
        mine.asked = now;
        if (mine.version.isEmpty()) {
            first(keys, mine);
        } else if (reading.tryLock()) {
            try {
                if (isDue(now)) {
                    readAll(now);
                }
            } finally {
                reading.unlock();
            }
        }
        return mine.version;
    }

    /** Issues that are open somewhere. */
    int open() {
        return watched.size();
    }

    // Whoever reads all of them meanwhile, later than this does, has the last word.
    private void first(Set<String> keys, Watched mine) {
        String found = versions.apply(List.of(keys)).get(keys);
        synchronized (mine) {
            if (mine.version.isEmpty()) {
                mine.version = found;
            }
        }
    }

    private boolean isDue(long now) {
        long since = now - readAt;
        if (since >= AT_LEAST.toNanos()) {
            return true;
        }
        return since >= pause && (writes.get() != seen || othersWrote(now));
    }

    private boolean othersWrote(long now) {
        if (others == ALONE || now - lookedAt < CLUSTER_PAUSE) {
            return false;
        }
        lookedAt = now;
        String before = heard;
        heard = others.told();
        return !heard.equals(before);
    }

    private void readAll(long now) {
        watched.values().removeIf(each -> now - each.asked > FORGOTTEN.toNanos());
        long upTo = writes.get();
        Map<Set<String>, String> found = versions.apply(List.copyOf(watched.keySet()));
        found.forEach((keys, version) -> {
            Watched each = watched.get(keys);
            if (each != null) {
                synchronized (each) {
                    each.version = version;
                }
            }
        });
        seen = upTo;
        readAt = nanos.getAsLong();
        pause = Math.min(LONGEST_PAUSE, Math.max(LEAST_PAUSE, SHARE * (readAt - now)));
    }
}
