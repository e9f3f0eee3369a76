package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Hooks.Answer;
import dvcs.bridge.Batches;
import dvcs.store.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand deliveries a second while an import writes: every push is read by a run that began after it, and there are few runs.
 * -Ddvcs.hooks.seconds=30 is the soak. How fast the answers come is printed and not judged: it depends on the machine.
 */
@Timeout(600)
class HookLoadTest extends HooksFixture {
    private static final int SECONDS = Integer.getInteger("dvcs.hooks.seconds", 3);
    private static final int RATE = 1_000;
    private static final int SENDERS = 48;
    private static final int REPOSITORIES = 20;
    private static final int IMPORTED = REPOSITORIES + 1;
    private static final int BATCHES = 300;

    private final AtomicIntegerArray pushed = new AtomicIntegerArray(IMPORTED + 1);
    private final AtomicIntegerArray read = new AtomicIntegerArray(IMPORTED + 1);
    private final Map<Answer, AtomicInteger> answers = new EnumMap<>(Answer.class);

    /** Each run tells which push it saw. */
    private void follow(long repository) {
        forge.answers(repository, (job, asked) -> {
            read.set((int) repository, pushed.get((int) repository));
            return forge.usualAnswer(job, asked);
        });
    }

    private void importMuch() {
        forge.answers(IMPORTED, (job, asked) -> IntStream.rangeClosed(0, BATCHES).mapToObj(i -> {
            Batches batch = new Batches();
            for (int commit = 0; commit < 100; commit++) {
                batch.commit(ScriptedForge.sha(IMPORTED, 1_000 + i * 100 + commit), "KEY-" + commit + " of " + i, "KEY-" + commit);
            }
            return (i < BATCHES ? batch.cursor("at " + i) : batch.head("main", ScriptedForge.sha(IMPORTED, 1)).cursor("done").finished(true))
                    .build(forge.next(), job, IMPORTED);
        }).toList());
        connector.sync(repository(IMPORTED).id(), true);
    }

    private void send(int number, long start, long[] nanos) {
        LockSupport.parkNanos(start + TimeUnit.SECONDS.toNanos(1) * number / RATE - System.nanoTime());
        int repository = 1 + number % REPOSITORIES;
        pushed.incrementAndGet(repository);
        forge.active(repository, clock.millis() / 1000);
        long from = System.nanoTime();
        Answer answer = deliver("delivery " + number, push(repository));
        nanos[number] = System.nanoTime() - from;
        answers.get(answer).incrementAndGet();
        if (number % 10 == 0) {
            assertThat(deliver("delivery " + number, push(repository))).as("sent again").isNotEqualTo(Answer.REFUSED);
        }
    }

    private void sendAll(int all, long[] nanos) {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            long start = System.nanoTime();
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = 0; i < all; i++) {
                int number = i;
                sent.add(CompletableFuture.runAsync(() -> send(number, start, nanos), senders));
            }
            sent.forEach(CompletableFuture::join);
        } finally {
            senders.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void nothingIsLostAndFewRunsServeAll(TestDatabase database) {
        for (Answer answer : Answer.values()) {
            answers.put(answer, new AtomicInteger());
        }
        useImported(database, IMPORTED);
        service.start();
        for (int repository = 1; repository <= REPOSITORIES; repository++) {
            follow(repository);
        }
        importMuch();
        int all = SECONDS * RATE;
        long[] nanos = new long[all];
        long from = System.nanoTime();
        sendAll(all, nanos);
        for (int repository = 1; repository <= REPOSITORIES; repository++) {
            int number = repository;
            await("the last push of " + number + " was read", () -> read.get(number) == pushed.get(number));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);
        Arrays.sort(nanos);
        System.out.printf("hooks: %d deliveries in %d s on %s, %s, answered in %.1f ms (median), %.1f ms (95 %%), %.1f ms (last)%n", all, seconds,
                database, answers, nanos[all / 2] / 1e6, nanos[all * 95 / 100] / 1e6, nanos[all - 1] / 1e6);
        assertThat(answers.get(Answer.ACCEPTED).get() + answers.get(Answer.LATER).get()).as("every one was taken").isEqualTo(all);
        assertThat(database.count("HOOK_DELIVERY")).as("each that was said to be stored is").isBetween((long) answers.get(Answer.ACCEPTED).get(), (long) all);
        for (int repository = 1; repository <= REPOSITORIES; repository++) {
            assertThat(runs(repository)).as("runs of %d", repository).isLessThanOrEqualTo(2 + seconds / 2 + 1 + listings());
        }
        await("the import ended well", () -> repository(IMPORTED).commits() > 100L * BATCHES);
        await("nothing is left", () -> openMarks() == 0);
    }
}
