package dvcs.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, which all nodes of a cluster share: what one of them writes down is compared with what another one
 * does. It is this node's clock, set right by what was measured last; telling the time asks nobody. Thread-safe.
 */
public final class DatabaseClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    // Some databases give the time of a zone and do not say of which; no node's clock may be wrong by half of this.
    private static final long ZONES_MILLIS = 15 * 60_000;

    private final Supplier<OptionalLong> database;
    private final Clock node;
    private volatile long ahead;

    public DatabaseClock(Database database, Clock node) {
        this(() -> now(database), node);
    }

    /** {@code database}: its time, epoch milliseconds, if it says it. */
    public DatabaseClock(Supplier<OptionalLong> database, Clock node) {
        this.database = database;
        this.node = node;
    }

    private static OptionalLong now(Database database) {
        return database.read(sql -> sql.page("SELECT CURRENT_TIMESTAMP FROM <SETTING>", row -> row.getTimestamp(1).getTime(), 0, 1)).stream()
                .mapToLong(Long::longValue).findFirst();
    }

    /** To be called now and then, outside of transactions. If the database does not answer, what is known stays. */
    public void measure() {
        try {
            long before = node.millis();
            OptionalLong there = database.get();
            long after = node.millis();
            there.ifPresent(now -> set(now - before, after - before));
        } catch (RuntimeException e) {
            LOG.warn("The database's clock could not be read: {}", e.getMessage());
        }
    }

    // What the asking itself may have made is no difference: the clock is not to go to and fro.
    private void set(long difference, long asking) {
        long found = Math.floorMod(difference - asking / 2 + ZONES_MILLIS / 2, ZONES_MILLIS) - ZONES_MILLIS / 2;
        if (Math.abs(found - ahead) > asking / 2 + 1) {
            ahead = found;
        }
    }

    @Override
    public Instant instant() {
        return node.instant().plusMillis(ahead);
    }

    @Override
    public ZoneId getZone() {
        return node.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        DatabaseClock other = new DatabaseClock(database, node.withZone(zone));
        other.ahead = ahead;
        return other;
    }
}
