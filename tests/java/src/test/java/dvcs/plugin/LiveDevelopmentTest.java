package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What open issue pages cost the database, on a clock of the test's. */
class LiveDevelopmentTest {
    private static final Set<String> ISSUE = Set.of("KEY-1");

    private long now;
    private String written = "1";
    private final List<Integer> reads = new ArrayList<>();
    private long readingTakes;
    private final Told others = new Told();

    /** Other nodes in memory. */
    private static final class Told implements LiveDevelopment.Others {
        private int tells;
        private int asked;
        private String told = "";
        private boolean down;

        @Override
        public void tell() {
            tells++;
            if (down) {
                throw new IllegalStateException("the database is away");
            }
        }

        @Override
        public String told() {
            asked++;
            return told;
        }
    }

    private Map<Set<String>, String> read(Collection<Set<String>> issues) {
        reads.add(issues.size());
        now += readingTakes;
        Map<Set<String>, String> found = new HashMap<>();
        issues.forEach(each -> found.put(each, each + written));
        return found;
    }

    private LiveDevelopment alone() {
        return new LiveDevelopment(this::read, LiveDevelopment.ALONE, () -> now);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    private void write(LiveDevelopment live, String what) {
        written = what;
        live.written();
    }

    @Test
    void fiveHundredOpenPagesCostNothingWhileNothingIsWritten() {
        LiveDevelopment live = alone();
        List<Set<String>> pages = IntStream.range(0, 500).mapToObj(i -> Set.of("KEY-" + i)).toList();
        pages.forEach(live::version);
        assertThat(reads).hasSize(500);
        reads.clear();
        for (int second = 0; second < 60; second++) {
            after(Duration.ofSeconds(1));
            pages.forEach(live::version);
        }
        assertThat(reads).as("once in a quarter of a minute all together").hasSize(4).containsOnly(500);
    }

    @Test
    void aWriteIsSeenByTheNextQuestionOfEveryPageWithOneReading() {
        LiveDevelopment live = alone();
        List<Set<String>> pages = IntStream.range(0, 500).mapToObj(i -> Set.of("KEY-" + i)).toList();
        pages.forEach(live::version);
        after(Duration.ofSeconds(1));
        reads.clear();
        write(live, "2");
        pages.forEach(page -> assertThat(live.version(page)).isEqualTo(page + "2"));
        assertThat(reads).containsExactly(500);
    }

    @Test
    void slowReadingTakesAShareOfTheTimeOnly() {
        LiveDevelopment live = alone();
        live.version(ISSUE);
        readingTakes = Duration.ofMillis(100).toNanos();
        reads.clear();
        for (int tenth = 0; tenth < 600; tenth++) {
            write(live, "w" + tenth);
            live.version(ISSUE);
            after(Duration.ofMillis(100));
        }
        assertThat(reads.size()).isBetween(20, 32); // 100 ms each in about 60 s: a twentieth
        after(Duration.ofSeconds(10));
        assertThat(live.version(ISSUE)).isEqualTo(ISSUE + "w599");
    }

    @Test
    void whatNobodyLooksAtIsForgotten() {
        LiveDevelopment live = alone();
        live.version(ISSUE);
        live.version(Set.of("KEY-2"));
        for (int second = 0; second < 80; second++) {
            after(Duration.ofSeconds(1));
            live.version(ISSUE);
        }
        assertThat(live.open()).isEqualTo(1);
    }

    @Test
    void onePageThatReadsKeepsNoOtherWaiting() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        boolean[] slow = {false};
        LiveDevelopment live = new LiveDevelopment(issues -> {
            if (slow[0]) {
                inside.countDown();
                await(leave);
            }
            return read(issues);
        }, LiveDevelopment.ALONE, () -> now);
        live.version(ISSUE);
        after(Duration.ofSeconds(1));
        write(live, "2");
        slow[0] = true;
        Thread reader = new Thread(() -> live.version(ISSUE));
        reader.start();
        await(inside);
        assertThat(live.version(ISSUE)).as("what is known").isEqualTo(ISSUE + "1");
        leave.countDown();
        reader.join(TimeUnit.SECONDS.toMillis(60));
        slow[0] = false;
        assertThat(live.version(ISSUE)).isEqualTo(ISSUE + "2");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWriteOfAnotherNodeIsHeardWithinASecond() {
        LiveDevelopment live = new LiveDevelopment(this::read, others, () -> now);
        live.version(ISSUE);
        after(Duration.ofSeconds(1));
        live.version(ISSUE);
        written = "2";
        others.told = "b wrote";
        after(Duration.ofSeconds(1));
        assertThat(live.version(ISSUE)).isEqualTo(ISSUE + "2");
        int asked = others.asked;
        for (int i = 0; i < 500; i++) {
            live.version(ISSUE);
        }
        assertThat(others.asked).as("one question a second, however many pages are open").isEqualTo(asked);
    }

    @Test
    void aBurstOfWritesIsToldAtOnceAndThenOnceASecond() {
        LiveDevelopment live = new LiveDevelopment(this::read, others, () -> now);
        for (int i = 0; i < 1_000; i++) {
            live.written();
        }
        assertThat(others.tells).isEqualTo(1);
        after(Duration.ofSeconds(1));
        live.flush();
        assertThat(others.tells).isEqualTo(2);
        live.flush();
        assertThat(others.tells).as("nothing new").isEqualTo(2);
    }

    @Test
    void aWriterNeverFailsForThat() {
        others.down = true;
        LiveDevelopment live = new LiveDevelopment(this::read, others, () -> now);
        live.written();
        assertThat(others.tells).isEqualTo(1);
        after(LiveDevelopment.AT_LEAST);
        written = "2";
        assertThat(live.version(ISSUE)).isEqualTo(ISSUE + "2");
    }
}
