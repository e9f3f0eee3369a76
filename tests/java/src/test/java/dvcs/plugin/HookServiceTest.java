package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.AccountChange;
import dvcs.api.Hooks.Answer;
import dvcs.api.Repository;
import dvcs.bridge.Batches;
import dvcs.store.Delivery;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a delivery to the run that follows, whatever happens between. */
@Timeout(120)
class HookServiceTest extends HooksFixture {
    /** What the next run of a repository finds, ended when the latch is open. */
    private void holdRuns(long repository, CountDownLatch open) {
        forge.answers(repository, (job, asked) -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return forge.usualAnswer(job, asked);
        });
    }

    /** As a delivery that a node stored which is no more. */
    private void left(long repository) {
        tables.hooks().inbox().store(List.of(new Delivery(account().id(), repository, "PUSH", "", "of a dead node " + repository, true, 1)),
                Set.of(), Set.of(), clock.millis());
    }

    private int number(long forgeId) {
        return repository(forgeId).id();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPushIsReadAtOnceAndOnlyThere(TestDatabase database) {
        useImported(database, 3);
        forge.answers(2, (job, asked) -> List.of(new Batches().commit(ScriptedForge.sha(2, 9), "KEY-1 pushed", "KEY-1")
                .head("main", ScriptedForge.sha(2, 9)).finished(true).build(forge.next(), job, 2)));
        assertThat(deliver(push(2))).isEqualTo(Answer.ACCEPTED);
        await("the commit is there", () -> commits().size() == 4);
        awaitIdle();
        assertThat(forge.requests()).containsExactly("sync 2");
        await("the mark is closed", () -> openMarks() == 0);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theSameDeliveryRunsOnceInWhateverOrderTheyCome(TestDatabase database) {
        useImported(database, 2);
        for (String delivery : List.of("b", "a", "a", "b", "b")) {
            assertThat(deliver(delivery, push(delivery.equals("a") ? 1 : 2))).isEqualTo(Answer.ACCEPTED);
        }
        await("both were read", () -> runs(1) == 1 && runs(2) == 1);
        await("nothing is left", () -> openMarks() == 0);
        assertThat(forge.requests()).hasSize(2);
        assertThat(database.count("HOOK_DELIVERY")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatComesDuringARunIsReadAfterIt(TestDatabase database) {
        useImported(database, 1);
        CountDownLatch open = new CountDownLatch(1);
        holdRuns(1, open);
        deliver(push(1));
        await("it runs", () -> runs(1) == 1);
        for (int i = 0; i < 50; i++) {
            deliver(push(1));
        }
        open.countDown();
        await("it runs once more", () -> runs(1) == 2);
        await("nothing is left", () -> openMarks() == 0);
        assertThat(runs(1)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsNotSynchronisedIsLeftAlone(TestDatabase database) {
        useImported(database, 1);
        connector.link(number(1), false);
        assertThat(deliver(push(1))).isEqualTo(Answer.ACCEPTED);
        assertThat(deliver("{\"object_kind\":\"tag_push\",\"project\":{\"id\":1}}")).isEqualTo(Answer.ACCEPTED);
        assertThat(database.count("HOOK_DELIVERY") + openMarks()).isZero();
        assertThat(forge.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anUnknownRepositoryIsListedAndRead(TestDatabase database) {
        useImported(database, 1);
        forge.has(5, "acme/new");
        forge.active(5, clock.millis() / 1000);
        assertThat(deliver(push(5))).isEqualTo(Answer.ACCEPTED);
        await("it is imported", () -> connector.repositories(account().id(), "new", 0, 9).items().stream()
                .anyMatch(each -> each.state() == Repository.State.SYNCED));
        await("nothing is left", () -> openMarks() == 0);
        for (int i = 0; i < 50; i++) {
            deliver(push(900 + i));
        }
        assertThat(listings()).as("at most one listing in half a minute").isEqualTo(1);
        assertThat(openMarks()).as("the next one is remembered").isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void withoutAutoLinkAnUnknownRepositoryIsNotAskedFor(TestDatabase database) {
        useImported(database, 1);
        connector.update(account().id(), new AccountChange(null, false));
        assertThat(deliver(push(5))).isEqualTo(Answer.ACCEPTED);
        assertThat(openMarks()).isZero();
        assertThat(forge.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNodeThatDiedBetweenAnswerAndRunLosesNothing(TestDatabase database) {
        useImported(database, 3);
        service.close();
        core.close();
        left(2);
        left(3);
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [LINKED] = ? WHERE [FORGE_ID] = 3", false));
        assertThat(openMarks()).isEqualTo(2);
        start();
        service.start();
        await("it is read in the next life", () -> runs(2) == 1);
        await("nothing is left", () -> openMarks() == 0);
        assertThat(runs(1) + runs(3)).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatNobodyLookedAtIsFoundAfterAMinute(TestDatabase database) {
        useImported(database, 2);
        left(2);
        service.hooks().look();
        assertThat(forge.requests()).as("its own node may be about to").isEmpty();
        later(Duration.ofMinutes(1).plusSeconds(1));
        service.hooks().look();
        await("it is read", () -> runs(2) == 1);
        await("nothing is left", () -> openMarks() == 0);
        service.hooks().look();
        awaitIdle();
        assertThat(runs(2)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatAnotherNodeIsAtIsLeftToIt(TestDatabase database) {
        useImported(database, 1);
        left(1);
        later(Duration.ofMinutes(2));
        Leases other = new Leases(tables.database(), "other node");
        Lease lease = other.tryAcquire(Lease.ofRepository(number(1))).orElseThrow();
        service.hooks().look();
        awaitIdle();
        assertThat(forge.requests()).isEmpty();
        assertThat(service.queue().view(number(1)).queued()).isFalse();
        assertThat(openMarks()).isEqualTo(1);
        other.release(lease);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRunThatFailedSaysSoAndLeavesNoMark(TestDatabase database) {
        useImported(database, 1);
        forge.answers(1, (job, asked) -> List.of(new Batches().failed(ScriptedForge.SERVER, "The forge answered 500.").build(forge.next(), job, 1)));
        deliver(push(1));
        await("it failed", () -> repository(1).state() == Repository.State.FAILED);
        await("the refresh repeats it, not the mark", () -> openMarks() == 0);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofAStoppedAccountTheMarkStaysUntilThereIsAToken(TestDatabase database) {
        useImported(database, 1);
        forge.answers(1, (job, asked) -> List.of(new Batches().failed(ScriptedForge.UNAUTHORIZED, "The token was refused.").build(forge.next(), job, 1)));
        deliver(push(1));
        await("the account stopped", () -> account().error().equals("The token was refused."));
        awaitIdle();
        assertThat(openMarks()).isEqualTo(1);
        later(Duration.ofMinutes(2));
        forge.forgetRequests();
        service.hooks().look();
        assertThat(forge.requests()).as("a refused token is not tried again").isEmpty();
        forge.usual(1);
        connector.update(account().id(), new AccountChange("glpat-new", null));
        awaitIdle();
        service.hooks().look();
        await("nothing is left", () -> openMarks() == 0);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aStopInTheMiddleOfARunLeavesItToTheNextLife(TestDatabase database) {
        useImported(database, 1);
        AtomicReference<Long> job = new AtomicReference<>();
        forge.answers(1, (asked, request) -> {
            job.set(asked);
            return List.of();
        });
        deliver(push(1));
        await("it runs", () -> job.get() != null);
        service.close();
        core.close();
        assertThat(openMarks()).isEqualTo(1);
        forge.usual(1);
        start();
        service.start();
        await("nothing is left", () -> openMarks() == 0);
        assertThat(runs(1)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whileThePluginRestsForgesAreToldSo(TestDatabase database) {
        useImported(database, 1);
        health.paused("This looks like a copy.");
        assertThat(deliver(push(1))).isEqualTo(Answer.UNAVAILABLE);
        health.paused("");
        health.service(null);
        assertThat(deliver(push(1))).isEqualTo(Answer.UNAVAILABLE);
        health.service(service);
        assertThat(deliver(push(1))).isEqualTo(Answer.ACCEPTED);
        await("it is read", () -> openMarks() == 0);
        service.close();
        assertThat(deliver(push(1))).isEqualTo(Answer.UNAVAILABLE);
        assertThat(forge.requests()).containsExactly("sync 1");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRemovedAccountTakesItsMarksWithIt(TestDatabase database) {
        useImported(database, 2);
        forge.answers(1, (job, asked) -> List.of()); // never ends
        deliver(push(1));
        await("it runs", () -> runs(1) == 1);
        connector.remove(account().id());
        await("the rows are deleted", () -> tables.accounts().removed().isEmpty());
        assertThat(database.count("HOOK_MARK")).isZero();
    }
}
