package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Hooks.Answer;
import dvcs.store.Delivery;
import dvcs.store.HookInbox;
import dvcs.store.HookMarks;
import dvcs.store.TestDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HookWriterTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final List<HookInbox.Found> found = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rounds = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ExecutorService senders = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws InterruptedException {
        thread.shutdownNow();
        senders.shutdownNow();
        thread.awaitTermination(30, TimeUnit.SECONDS);
        database.close();
    }

    private HookWriter writer(Executor executor, long patience) {
        return new HookWriter(new HookInbox(database.database()), executor, found::add, TestDatabase.CLOCK, patience);
    }

    private static Delivery push(String id) {
        return new Delivery(1, 7, "PUSH", "ann", id, true, 1);
    }

    private CompletableFuture<Answer> send(HookWriter writer, String id) {
        return CompletableFuture.supplyAsync(() -> writer.put(push(id)), senders);
    }

    private long marksOfTheAccount() {
        return new HookMarks(database.database()).read(1, 0).marks();
    }

    @Test
    void whatCameDuringATransactionGoesIntoTheNextOne() {
        database.newRepository(1, 7);
        Queue<Runnable> held = new ArrayDeque<>();
        HookWriter writer = writer(work -> {
            rounds.incrementAndGet();
            synchronized (held) {
                held.add(work);
            }
        }, 60_000);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(send(writer, "d" + i));
        }
        Eventually.isTrue("all wait", () -> writer.waiting() == 50);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        assertThat(rounds).as("one round for all").hasValue(1);
        database.failAt(0);
        held.remove().run();
        answers.forEach(answer -> assertThat(answer.join()).isEqualTo(Answer.ACCEPTED));
        assertThat(database.faults().executed()).as("statements of one transaction").isLessThan(12);
        assertThat(database.count("HOOK_DELIVERY")).isEqualTo(50);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).repositories()).hasSize(1);
    }

    @Test
    void aDatabaseThatIsDownIsSaidAtOnceAndTheAccountIsLookedAtLater() {
        database.newRepository(1, 7);
        HookWriter writer = writer(thread, 60_000);
        database.failAt(1);
        assertThat(writer.put(push("lost"))).isEqualTo(Answer.UNAVAILABLE);
        assertThat(database.count("HOOK_DELIVERY")).isZero();
        writer.flush();
        Eventually.isTrue("the account is marked", () -> marksOfTheAccount() == 1);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).accounts()).containsExactly(1);
        assertThat(writer.put(push("lost"))).as("sent again").isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void aMarkThatCouldNotBeStoredIsTriedAgain() {
        database.newRepository(1, 7);
        HookWriter writer = writer(Runnable::run, 60_000);
        writer.mark(1);
        writer.seen(1);
        database.failAt(1);
        writer.flush();
        assertThat(marksOfTheAccount()).isZero();
        writer.flush();
        assertThat(marksOfTheAccount()).isEqualTo(1);
        writer.flush();
        assertThat(marksOfTheAccount()).as("nothing is left").isEqualTo(1);
    }

    @Test
    void nobodyWaitsLongerThanItsPatience() {
        database.newRepository(1, 7);
        Queue<Runnable> held = new ArrayDeque<>();
        HookWriter writer = writer(held::add, 1);
        assertThat(writer.put(push("slow"))).isEqualTo(Answer.LATER);
        held.remove().run();
        assertThat(database.count("HOOK_DELIVERY")).as("it is stored all the same").isEqualTo(1);
        assertThat(marksOfTheAccount()).as("and its account is looked at, in case it is not").isEqualTo(1);
    }

    @Test
    void aFullLineMarksTheAccountAndHoldsNobody() {
        database.newRepository(1, 7);
        Queue<Runnable> held = new ArrayDeque<>();
        HookWriter writer = writer(held::add, 0);
        for (int i = 0; i < 3_000; i++) {
            assertThat(writer.put(push("d" + i))).isEqualTo(Answer.LATER);
        }
        assertThat(writer.waiting()).isLessThanOrEqualTo(1_000);
        held.remove().run();
        assertThat(database.count("HOOK_DELIVERY")).isEqualTo(1_000);
        assertThat(marksOfTheAccount()).isEqualTo(1);
        assertThat(writer.waiting()).isZero();
    }

    @Test
    void aSignOfLifeNeedsNoRow() {
        database.newRepository(1, 7);
        HookWriter writer = writer(Runnable::run, 60_000);
        writer.seen(1);
        writer.flush();
        assertThat(database.count("HOOK_DELIVERY") + marksOfTheAccount()).isZero();
        assertThat(new HookMarks(database.database()).seenAt(1)).isEqualTo(TestDatabase.CLOCK.millis());
    }

    @Test
    void whenItClosesNobodyIsLeftWaiting() {
        HookWriter writer = writer(work -> {}, 60_000);
        CompletableFuture<Answer> answer = send(writer, "x");
        Eventually.isTrue("it waits", () -> writer.waiting() == 1);
        writer.close();
        assertThat(answer.join()).isEqualTo(Answer.UNAVAILABLE);
        assertThat(writer.put(push("y"))).isEqualTo(Answer.UNAVAILABLE);
    }
}
