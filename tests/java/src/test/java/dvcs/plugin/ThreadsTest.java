package dvcs.plugin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadsTest {
    private static final int MANY = 5_000;

    @Test
    void neitherDetailsNorCleaningWaitBehindAFirstImportNorBeforeARefresh() {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger details = new AtomicInteger();
        AtomicInteger refreshes = new AtomicInteger();
        try (Threads threads = new Threads(() -> false)) {
            for (int i = 0; i < MANY; i++) {
                threads.execute(Lane.BACKFILL, () -> wait(over));
                threads.clean(() -> wait(over));
            }
            threads.details(details::incrementAndGet);
            threads.refresh(refreshes::incrementAndGet);
            Eventually.isTrue("both ran", () -> details.get() == 1 && refreshes.get() == 1);
            over.countDown();
        }
    }

    private static void wait(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
