package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition of another thread, with a deadline that only a fault reaches. */
final class Eventually {
    private Eventually() {}

    static void isTrue(String what, BooleanSupplier condition) {
        isTrue(what, condition, 60);
    }

    /** For what takes long even without a fault. */
    static void isTrue(String what, BooleanSupplier condition, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long until %s", what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
