package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoalescingTest {
    private static final long WINDOW = 2_000;

    private long now = 1_000_000;
    private final PriorityQueue<Due> later = new PriorityQueue<>();
    private final List<String> done = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Coalescing<String> coalescing = new Coalescing<>(WINDOW, () -> now,
            (millis, work) -> later.add(new Due(now + millis, work)), key -> {
                done.add(key);
                times.add(now);
            });

    private record Due(long at, Runnable work) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(at, other.at);
        }
    }

    private void pass(long millis) {
        long end = now + millis;
        while (!later.isEmpty() && later.peek().at() <= end) {
            now = Math.max(now, later.peek().at());
            later.poll().work().run();
        }
        now = end;
    }

    @Test
    void theFirstIsDoneAtOnceAndTheOthersOnceMore() {
        for (int i = 0; i < 100; i++) {
            coalescing.ask("a");
            pass(10);
        }
        assertThat(done).containsExactly("a");
        pass(WINDOW);
        assertThat(done).containsExactly("a", "a");
        pass(10 * WINDOW);
        assertThat(done).as("nobody asked again").hasSize(2);
    }

    @Test
    void eachKeyHasItsOwnTime() {
        coalescing.ask("a");
        coalescing.ask("b");
        coalescing.ask("a");
        assertThat(done).containsExactly("a", "b");
        pass(WINDOW);
        assertThat(done).containsExactly("a", "b", "a");
    }

    @Test
    void afterAQuietTimeItIsDoneAtOnceAgain() {
        coalescing.ask("a");
        pass(WINDOW);
        coalescing.ask("a");
        assertThat(done).hasSize(2);
        assertThat(later).isEmpty();
    }

    @Test
    void keysWhoseTimeIsOverAreForgotten() {
        coalescing.ask("a");
        coalescing.ask("b");
        coalescing.ask("b");
        pass(WINDOW - 1);
        coalescing.tidy();
        assertThat(coalescing.size()).isEqualTo(2);
        pass(1);
        coalescing.tidy();
        assertThat(coalescing.size()).as("b was done again just now").isEqualTo(1);
        pass(WINDOW);
        coalescing.tidy();
        assertThat(coalescing.size()).isZero();
    }

    @Test
    void whateverIsAskedIsDoneAfterItWasAskedAndNeverTooOften() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            long asked = now;
            coalescing.ask("a");
            if (random.nextInt(20) == 0) {
                pass(WINDOW);
                assertThat(times.get(times.size() - 1)).isGreaterThanOrEqualTo(asked);
            }
            pass(random.nextInt(200));
            coalescing.tidy();
        }
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(WINDOW);
        }
    }
}
