package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Progress;
import dvcs.api.WorkQueue.Kind;
import dvcs.store.NotedRun;
import dvcs.store.Priorities.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final long ALWAYS = Long.MAX_VALUE;

    private long now = 1_000;
    private final Queue queue = new Queue(() -> now);

    @Test
    void lanesDoNotMix() {
        queue.add(1, 9, Lane.BACKFILL, Run.SYNC);
        queue.add(2, 9, Lane.LIVE, Run.SYNC);
        assertThat(queue.next(Lane.LIVE).orElseThrow().ticket().repositoryId()).isEqualTo(2);
        assertThat(queue.next(Lane.LIVE)).isEmpty();
        assertThat(queue.next(Lane.BACKFILL).orElseThrow().ticket().repositoryId()).isEqualTo(1);
    }

    @Test
    void oneThatWaitsIsNotQueuedTwiceButRemembersAFullReading() {
        assertThat(queue.add(1, 9, Lane.LIVE, Run.SYNC)).isEqualTo(Queue.Added.NEW);
        assertThat(queue.add(1, 9, Lane.LIVE, Run.FULL)).isEqualTo(Queue.Added.THERE);
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).isEqualTo(Run.FULL);
        assertThat(queue.next(Lane.LIVE)).isEmpty();
    }

    @Test
    void oneThatRunsGoesAgainWhenAskedMeanwhile() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        Queue.Ticket ticket = queue.next(Lane.LIVE).orElseThrow().ticket();
        assertThat(queue.add(1, 9, Lane.LIVE, Run.SYNC)).isEqualTo(Queue.Added.THERE);
        assertThat(queue.finished(ticket)).contains(Lane.LIVE);
        assertThat(queue.view(1).queued()).isTrue();
        assertThat(queue.finished(queue.next(Lane.LIVE).orElseThrow().ticket())).isEmpty();
        assertThat(queue.view(1).queued()).isFalse();
    }

    @Test
    void aPostponedOneComesBackWithWhatWasAsked() {
        queue.add(1, 9, Lane.LIVE, Run.FULL);
        queue.postpone(queue.next(Lane.LIVE).orElseThrow());
        assertThat(queue.next(Lane.LIVE)).isEmpty();
        assertThat(queue.recall()).containsExactly(Lane.LIVE);
        assertThat(queue.recall()).isEmpty();
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).isEqualTo(Run.FULL);
    }

    @Test
    void oneThatIsDroppedBeforeItIsPostponedDoesNotComeBack() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        Queue.Turn dropped = queue.next(Lane.LIVE).orElseThrow();
        queue.dropRepository(1, ALWAYS);
        assertThat(queue.postpone(dropped)).isFalse();
        assertThat(queue.recall()).isEmpty();
        assertThat(queue.view(1).queued()).isFalse();
        queue.add(1, 9, Lane.LIVE, Run.FULL);
        Queue.Turn wanted = queue.next(Lane.LIVE).orElseThrow();
        queue.dropRepository(1, ALWAYS);
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        assertThat(queue.postpone(wanted)).as("somebody asked after that").isTrue();
        assertThat(queue.recall()).containsExactly(Lane.LIVE);
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).as("only what was asked after it").isEqualTo(Run.SYNC);
    }

    @Test
    void oneThatIsDroppedWhileItGetsReadyIsCancelledWhenItHasStarted() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        Queue.Ticket ready = queue.next(Lane.LIVE).orElseThrow().ticket();
        assertThat(queue.dropRepository(1, ALWAYS)).isEmpty();
        int[] cancelled = new int[1];
        queue.started(ready, null, () -> cancelled[0]++);
        assertThat(cancelled[0]).isEqualTo(1);
        queue.finished(ready);
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        queue.started(queue.next(Lane.LIVE).orElseThrow().ticket(), null, () -> cancelled[0]++);
        assertThat(cancelled[0]).as("a later run is another matter").isEqualTo(1);
    }

    @Test
    void droppingAnAccountForgetsWhatWaitsAndCancelsWhatRuns() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        queue.add(2, 9, Lane.LIVE, Run.SYNC);
        queue.add(3, 9, Lane.BACKFILL, Run.SYNC);
        queue.add(4, 8, Lane.LIVE, Run.SYNC);
        Queue.Ticket running = queue.next(Lane.LIVE).orElseThrow().ticket();
        boolean[] cancelled = new boolean[1];
        queue.started(running, null, () -> cancelled[0] = true);
        queue.postpone(queue.next(Lane.LIVE).orElseThrow());
        assertThat(queue.drop(9, ALWAYS)).isEqualTo(2);
        assertThat(cancelled[0]).isTrue();
        assertThat(queue.recall()).isEmpty();
        assertThat(queue.next(Lane.BACKFILL)).isEmpty();
        assertThat(queue.next(Lane.LIVE).orElseThrow().ticket().repositoryId()).isEqualTo(4);
        assertThat(queue.finished(running)).isEmpty();
    }

    @Test
    void aCancellationCoversWhatWasAskedForBeforeIt() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        queue.add(2, 9, Lane.LIVE, Run.SYNC);
        assertThat(queue.drop(9, now - 1)).as("it was said before").isZero();
        Queue.Ticket running = queue.next(Lane.LIVE).orElseThrow().ticket();
        int[] cancelled = new int[1];
        queue.started(running, null, () -> cancelled[0]++);
        assertThat(queue.dropRepository(2, ALWAYS)).contains(9);
        assertThat(waiting()).isEmpty();
        assertThat(queue.dropRepository(1, now + 1)).isEmpty();
        assertThat(cancelled[0]).isEqualTo(1);
    }

    @Test
    void aCancellationThatArrivesLateLeavesWhatWasAskedForAfterIt() {
        queue.add(1, 9, Lane.BACKFILL, Run.SYNC);
        queue.add(2, 9, Lane.SWEEP, Run.VERIFY);
        queue.add(3, 9, Lane.LIVE, Run.SYNC);
        queue.add(4, 9, Lane.LIVE, Run.SYNC);
        queue.postpone(queue.next(Lane.LIVE).orElseThrow());
        Queue.Turn getsReady = queue.next(Lane.LIVE).orElseThrow();
        long cancelled = now++;
        for (int repository = 1; repository <= 4; repository++) {
            queue.add(repository, 9, Lane.LIVE, Run.SYNC);
        }
        queue.postpone(getsReady);
        assertThat(queue.drop(9, cancelled)).isZero();
        queue.recall();
        assertThat(waiting()).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(queue.drop(9, now)).isEqualTo(4);
    }

    @Test
    void whatWaitsForTheSweepIsTakenEarlierWhenSomebodyAsks() {
        queue.add(1, 9, Lane.SWEEP, Run.VERIFY);
        assertThat(queue.add(1, 9, Lane.LIVE, Run.SYNC)).isEqualTo(Queue.Added.MOVED);
        assertThat(queue.next(Lane.SWEEP)).isEmpty();
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).isEqualTo(Run.SYNC);
    }

    @Test
    void aSweepTakesNothingAwayFromWhatWaitsAlready() {
        queue.add(1, 9, Lane.BACKFILL, Run.FULL);
        assertThat(queue.add(1, 9, Lane.SWEEP, Run.VERIFY)).isEqualTo(Queue.Added.THERE);
        assertThat(queue.next(Lane.BACKFILL).orElseThrow().run()).isEqualTo(Run.FULL);
    }

    @Test
    void afterALookThatRunsTheRealRunGoesInItsOwnLane() {
        queue.add(1, 9, Lane.SWEEP, Run.VERIFY);
        Queue.Turn look = queue.next(Lane.SWEEP).orElseThrow();
        assertThat(queue.add(1, 9, Lane.LIVE, Run.SYNC)).isEqualTo(Queue.Added.THERE);
        assertThat(queue.add(1, 9, Lane.SWEEP, Run.VERIFY)).isEqualTo(Queue.Added.THERE);
        assertThat(queue.finished(look.ticket())).contains(Lane.LIVE);
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).isEqualTo(Run.SYNC);
    }

    private List<Integer> waiting() {
        return queue.runs().stream().filter(run -> !run.running()).map(NotedRun::repositoryId).toList();
    }

    private void wish(int repository, long at) {
        queue.moveToTop(new Wish(repository, at));
    }

    @Test
    void whatIsMovedToTheTopIsTheNextAndTheLastWishCountsMost() {
        for (int repository = 1; repository <= 5; repository++) {
            queue.add(repository, 9, Lane.BACKFILL, Run.SYNC);
        }
        wish(4, 10);
        wish(5, 20);
        assertThat(waiting()).containsExactly(5, 4, 1, 2, 3);
        wish(5, 20);
        wish(4, 10);
        assertThat(waiting()).as("a wish is heeded once, however often it is read").containsExactly(5, 4, 1, 2, 3);
        wish(3, 15);
        assertThat(waiting()).as("also if it is read late").containsExactly(5, 3, 4, 1, 2);
        wish(4, 30);
        assertThat(waiting()).containsExactly(4, 5, 3, 1, 2);
        Queue.Turn turn = queue.next(Lane.BACKFILL).orElseThrow();
        assertThat(turn.moved()).contains(new Wish(4, 30));
        queue.add(4, 9, Lane.BACKFILL, Run.SYNC);
        queue.finished(turn.ticket());
        assertThat(waiting()).as("when it had its turn it is as any other").containsExactly(5, 3, 1, 2, 4);
        assertThat(queue.next(Lane.BACKFILL).orElseThrow().moved()).contains(new Wish(5, 20));
    }

    @Test
    void aPostponedOneComesBackToWhereTheWishPutIt() {
        queue.add(1, 9, Lane.BACKFILL, Run.SYNC);
        queue.add(2, 9, Lane.BACKFILL, Run.SYNC);
        queue.postpone(queue.next(Lane.BACKFILL).orElseThrow());
        assertThat(queue.moveToTop(new Wish(1, 10))).isEmpty();
        queue.recall();
        assertThat(waiting()).containsExactly(1, 2);
    }

    @Test
    void nobodyWhoAsksWaitsForTheSweep() {
        queue.add(1, 9, Lane.SWEEP, Run.VERIFY);
        assertThat(queue.moveToTop(new Wish(1, 10))).contains(Lane.LIVE);
        assertThat(queue.next(Lane.SWEEP)).isEmpty();
        assertThat(queue.next(Lane.LIVE).orElseThrow().run()).isEqualTo(Run.VERIFY);
    }

    @Test
    void whatRunsOrIsNotThereIsNotMoved() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        queue.next(Lane.LIVE);
        assertThat(queue.moveToTop(new Wish(1, 10))).isEmpty();
        assertThat(queue.moveToTop(new Wish(2, 10))).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aRunSaysWhatItDoesAndSinceWhen() {
        queue.add(1, 9, Lane.LIVE, Run.SYNC);
        queue.add(2, 9, Lane.BACKFILL, Run.SYNC);
        queue.add(3, 9, Lane.BACKFILL, Run.FULL);
        queue.add(4, 9, Lane.SWEEP, Run.VERIFY);
        now = 5_000;
        queue.next(Lane.LIVE);
        assertThat(queue.runs()).containsExactly(
                new NotedRun(1, 9, Kind.CHANGES, true, 5_000, false, Progress.NONE), new NotedRun(2, 9, Kind.HISTORY, false, 1_000, false, Progress.NONE),
                new NotedRun(3, 9, Kind.FULL, false, 1_000, false, Progress.NONE), new NotedRun(4, 9, Kind.VERIFY, false, 1_000, false, Progress.NONE));
    }
}
