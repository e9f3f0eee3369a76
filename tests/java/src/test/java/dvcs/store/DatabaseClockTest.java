package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseClockTest {
    private static final long NOW = TestDatabase.CLOCK.millis();

    private static Clock at(long millis) {
        return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static long now(TestDatabase database) {
        return database.database().read(sql -> sql.one("SELECT CURRENT_TIMESTAMP FROM <SETTING>", row -> row.getTimestamp(1).getTime())).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void tellsTheDatabasesTimeOnANodeWhoseClockIsWrong(TestDatabase database) {
        new Settings(database.database()).put("some", "row");
        long wrong = now(database) + Duration.ofMinutes(3).toMillis();
        DatabaseClock clock = new DatabaseClock(database.database(), at(wrong));
        assertThat(clock.millis()).as("not measured yet").isEqualTo(wrong);
        long before = now(database);
        clock.measure();
        assertThat(clock.millis()).isBetween(before, now(database));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "180, 180", "-180, -180", "3600, 0", "-19800, 0", "19980, 180", "3420, -180"})
    void zonesAreNoDifference(long databaseIsAheadSeconds, long corrected) {
        DatabaseClock clock = new DatabaseClock(() -> OptionalLong.of(NOW + databaseIsAheadSeconds * 1000), at(NOW));
        clock.measure();
        assertThat(clock.millis() - NOW).isEqualTo(corrected * 1000);
    }

    @Test
    void doesNotGoToAndFroByWhatTheAskingTakes() {
        AtomicLong node = new AtomicLong(NOW);
        Clock ticking = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(node.get());
            }
        };
        DatabaseClock clock = new DatabaseClock(() -> OptionalLong.of(node.getAndAdd(200)), ticking);
        clock.measure();
        assertThat(clock.millis()).isEqualTo(node.get());
    }

    @Test
    void whatIsKnownStaysWhileTheDatabaseDoesNotAnswer() {
        AtomicLong asked = new AtomicLong();
        DatabaseClock clock = new DatabaseClock(() -> {
            if (asked.incrementAndGet() == 2) {
                throw new StoreException("The database refused.");
            }
            return asked.get() == 1 ? OptionalLong.of(NOW + 5_000) : OptionalLong.empty();
        }, at(NOW));
        for (int i = 0; i < 3; i++) {
            clock.measure();
            assertThat(clock.millis()).isEqualTo(NOW + 5_000);
        }
        assertThat(clock.withZone(ZoneOffset.ofHours(1)).millis()).isEqualTo(NOW + 5_000);
        assertThat(clock.withZone(ZoneOffset.ofHours(1)).getZone()).isEqualTo(ZoneOffset.ofHours(1));
    }
}
