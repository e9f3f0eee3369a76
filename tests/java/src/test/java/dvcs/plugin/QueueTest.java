package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueTest {
    private final Queue queue = new Queue();

    @Test
    void lanesDoNotMix() {
        queue.add(1, 9, Lane.BACKFILL, false);
        queue.add(2, 9, Lane.LIVE, false);
        assertThat(queue.next(Lane.LIVE).orElseThrow().repositoryId()).isEqualTo(2);
        assertThat(queue.next(Lane.LIVE)).isEmpty();
        assertThat(queue.next(Lane.BACKFILL).orElseThrow().repositoryId()).isEqualTo(1);
    }

    @Test
    void oneThatWaitsIsNotQueuedTwiceButRemembersAFullReading() {
        assertThat(queue.add(1, 9, Lane.LIVE, false)).isTrue();
        assertThat(queue.add(1, 9, Lane.LIVE, true)).isFalse();
        Queue.Ticket ticket = queue.next(Lane.LIVE).orElseThrow();
        assertThat(queue.next(Lane.LIVE)).isEmpty();
        assertThat(queue.takeFull(ticket)).isTrue();
        assertThat(queue.takeFull(ticket)).isFalse();
    }

    @Test
    void oneThatRunsGoesAgainWhenAskedMeanwhile() {
        queue.add(1, 9, Lane.LIVE, false);
        Queue.Ticket ticket = queue.next(Lane.LIVE).orElseThrow();
        assertThat(queue.add(1, 9, Lane.LIVE, false)).isFalse();
        assertThat(queue.finished(ticket)).isTrue();
        assertThat(queue.view(1).queued()).isTrue();
        assertThat(queue.finished(queue.next(Lane.LIVE).orElseThrow())).isFalse();
        assertThat(queue.view(1).queued()).isFalse();
    }

    @Test
    void aPostponedOneComesBackWithWhatWasAsked() {
        queue.add(1, 9, Lane.LIVE, true);
        Queue.Ticket ticket = queue.next(Lane.LIVE).orElseThrow();
        assertThat(queue.takeFull(ticket)).isTrue();
        queue.postpone(ticket, true);
        assertThat(queue.next(Lane.LIVE)).isEmpty();
        assertThat(queue.recall()).containsExactly(Lane.LIVE);
        assertThat(queue.recall()).isEmpty();
        assertThat(queue.takeFull(queue.next(Lane.LIVE).orElseThrow())).isTrue();
    }

    @Test
    void oneThatIsDroppedWhileItGetsReadyIsCancelledWhenItHasStarted() {
        queue.add(1, 9, Lane.LIVE, false);
        Queue.Ticket ready = queue.next(Lane.LIVE).orElseThrow();
        assertThat(queue.dropRepository(1)).isFalse();
        int[] cancelled = new int[1];
        queue.started(ready, null, () -> cancelled[0]++);
        assertThat(cancelled[0]).isEqualTo(1);
        queue.finished(ready);
        queue.add(1, 9, Lane.LIVE, false);
        queue.started(queue.next(Lane.LIVE).orElseThrow(), null, () -> cancelled[0]++);
        assertThat(cancelled[0]).as("a later run is another matter").isEqualTo(1);
    }

    @Test
    void droppingAnAccountForgetsWhatWaitsAndCancelsWhatRuns() {
        queue.add(1, 9, Lane.LIVE, false);
        queue.add(2, 9, Lane.LIVE, false);
        queue.add(3, 9, Lane.BACKFILL, false);
        queue.add(4, 8, Lane.LIVE, false);
        Queue.Ticket running = queue.next(Lane.LIVE).orElseThrow();
        boolean[] cancelled = new boolean[1];
        queue.started(running, null, () -> cancelled[0] = true);
        queue.postpone(queue.next(Lane.LIVE).orElseThrow(), false);
        assertThat(queue.drop(9)).isEqualTo(2);
        assertThat(cancelled[0]).isTrue();
        assertThat(queue.recall()).isEmpty();
        assertThat(queue.next(Lane.BACKFILL)).isEmpty();
        assertThat(queue.next(Lane.LIVE).orElseThrow().repositoryId()).isEqualTo(4);
        assertThat(queue.finished(running)).isFalse();
    }
}
