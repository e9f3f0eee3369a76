package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Account;
import dvcs.api.ConnectorException;
import dvcs.api.HeldDeletions.Decision;
import dvcs.api.Repository;
import dvcs.bridge.Batches;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which repositories a refresh looks at, and how. */
@Timeout(300)
class ChangeDetectionTest extends ServiceFixture {
    private void imported(TestDatabase database, int repositories) {
        use(database);
        for (int id = 1; id <= repositories; id++) {
            forge.has(id, "acme/r" + id);
        }
        connector.add(ACME);
        awaitIdle();
        forge.forgetRequests();
    }

    private void refresh() {
        service.refresh(account().id(), false);
        awaitIdle();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPushWithinTheForgesThrottleIsNotLost(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.active(1, clock.millis() / 1000);
        connector.add(ACME);
        awaitIdle();
        forge.forgetRequests();
        later(Duration.ofMinutes(30)); // a push; the forge does not move its time for an hour
        later(Duration.ofMinutes(35));
        refresh();
        assertThat(forge.requests()).containsExactly("check", "list acme since with hint of acme", "sync 1");
        later(Duration.ofHours(2).plusMinutes(1));
        refresh();
        forge.forgetRequests();
        later(Duration.ofHours(2).plusMinutes(1));
        refresh();
        assertThat(forge.requests()).as("nothing can have happened since").containsExactly("check", "list acme since with hint of acme");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onceADayEveryRepositoryIsLookedAtWithOneRequest(TestDatabase database) {
        imported(database, 3);
        Repository before = repository(2);
        later(Duration.ofHours(25));
        forge.active(3, clock.millis() / 1000);
        refresh();
        assertThat(forge.requests()).startsWith("check", "list acme with hint of acme")
                .contains("sync 3", "verify 1", "verify 2").hasSize(5);
        assertThat(repository(2).verifiedAt()).isGreaterThan(before.verifiedAt());
        assertThat(repository(2).lastSync()).isEqualTo(before.lastSync());
        assertThat(repository(3).verifiedAt()).isGreaterThan(before.verifiedAt());
        forge.forgetRequests();
        later(Duration.ofHours(1));
        refresh();
        assertThat(forge.requests()).as("not again on that day").noneMatch(request -> request.startsWith("verify"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aLookThatFindsAMovedHeadReadsIt(TestDatabase database) {
        imported(database, 1);
        later(Duration.ofHours(25));
        forge.answers(1, (job, asked) -> List.of(
                new Batches().commit(ScriptedForge.sha(1, 2), "KEY-1 pushed", "KEY-1").branch("main", ScriptedForge.sha(1, 2)).cursor("c")
                        .build(forge.next(), job, 1),
                new Batches().head("main", ScriptedForge.sha(1, 2)).finished(true).build(forge.next(), job, 1)));
        refresh();
        assertThat(commits()).hasSize(2);
        assertThat(repository(1).lastSync()).isEqualTo(repository(1).verifiedAt());
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theSweepDelaysNobody(TestDatabase database) {
        imported(database, 20);
        later(Duration.ofHours(25));
        for (long id = 1; id <= 20; id++) {
            forge.answers(id, (job, asked) -> asked.verify() ? List.of() : forge.usualAnswer(job, asked)); // hangs
        }
        service.refresh(account().id(), false);
        await("the sweep is at its first", () -> forge.requests().stream().anyMatch(request -> request.startsWith("verify")));
        connector.sync(repository(20).id(), false);
        await("somebody's wish is done", () -> forge.requests().contains("sync 20") && repository(20).verifiedAt() > clock.millis() - 60_000);
        connector.cancel(account().id());
        awaitIdle();
        assertThat(forge.requests().stream().filter(request -> request.startsWith("verify")).count()).as("one at a time").isEqualTo(1);
        assertThat(repository(1).state()).as("a cancelled look is no error").isEqualTo(Repository.State.SYNCED);
        assertThat(account().repositoriesFailed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anIncompleteHistoryIsReadAnewOnce(TestDatabase database) {
        imported(database, 1);
        int[] full = new int[1];
        forge.answers(1, (job, asked) -> {
            full[0] += asked.full() ? 1 : 0;
            return List.of(new Batches().branch("main", ScriptedForge.sha(1, 2)).cursor("c").build(forge.next(), job, 1),
                    new Batches().head("main", ScriptedForge.sha(1, 2)).historyIncomplete().finished(true).build(forge.next(), job, 1));
        });
        connector.sync(repository(1).id(), false);
        await("everything was read anew", () -> full[0] == 1 && commits().isEmpty());
        awaitIdle();
        assertThat(forge.requests()).containsExactly("sync 1", "sync 1");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void manyVanishedRepositoriesAreHeldUntilSomebodySaysSo(TestDatabase database) {
        imported(database, 40);
        for (long id = 1; id <= 12; id++) {
            forge.hasNot(id);
        }
        connector.refresh(account().id());
        awaitIdle();
        assertThat(account().held().missing()).isEqualTo(12);
        assertThat(account().held().reason()).contains("12 of 40 repositories").contains("Nothing is removed");
        assertThat(account().repositories()).isEqualTo(40);
        connector.rejectDeletions(account().id());
        connector.refresh(account().id());
        awaitIdle();
        assertThat(account().held().decision()).isEqualTo(Decision.REJECTED);
        connector.acceptDeletions(account().id());
        awaitIdle();
        assertThat(account().held().missing()).isZero();
        assertThat(account().repositories()).isEqualTo(28);
        assertThat(repository(1).state()).isEqualTo(Repository.State.GONE);
        assertThat(repository(1).removedAt()).isEqualTo(repository(1).goneAt() + Duration.ofDays(7).toMillis());
        assertThatThrownBy(() -> connector.acceptDeletions(account().id()))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(409));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void repositoriesThatAreBackReleaseTheBrake(TestDatabase database) {
        imported(database, 40);
        for (long id = 1; id <= 12; id++) {
            forge.hasNot(id);
        }
        connector.refresh(account().id());
        awaitIdle();
        assertThat(account().held().missing()).isEqualTo(12);
        for (long id = 1; id <= 12; id++) {
            forge.has(id, "acme/r" + id);
        }
        connector.refresh(account().id());
        awaitIdle();
        assertThat(account().held().missing()).isZero();
        assertThat(account().repositories()).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void rowsFollowTheNumberNotThePath(TestDatabase database) {
        imported(database, 1);
        forge.has(1, "elsewhere/renamed");
        forge.has(2, "acme/r1"); // another one under the old path
        connector.refresh(account().id());
        awaitIdle();
        assertThat(commits()).containsExactly("acme/r1", "elsewhere/renamed");
        assertThat(repository(1).path()).isEqualTo("elsewhere/renamed");
        assertThat(repository(2).commits()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aChangedProjectKeyPatternReadsEverythingAnew(TestDatabase database) {
        imported(database, 3);
        grammar = new Grammar(false, true);
        refresh();
        assertThat(forge.requests()).contains("sync 1", "sync 2", "sync 3");
        forge.forgetRequests();
        refresh();
        assertThat(forge.requests()).noneMatch(request -> request.startsWith("sync"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aTokenEnteredDuringAListingIsFollowedByAnother(TestDatabase database) {
        imported(database, 1);
        forge.listHangs(true);
        connector.refresh(account().id());
        await("the listing is under way", () -> forge.requests().contains("list acme with hint of acme"));
        forge.forgetRequests();
        forge.listHangs(false);
        connector.update(account().id(), new dvcs.api.AccountChange("glpat-new", null));
        await("another listing", () -> forge.requests().stream().anyMatch(request -> request.endsWith("with hint of acme")));
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
        assertThat(account().error()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCancelledRefreshEndsAtTheForgeAndIsNoError(TestDatabase database) {
        imported(database, 1);
        forge.listHangs(true);
        connector.refresh(account().id());
        await("the listing is under way", () -> forge.requests().contains("list acme with hint of acme"));
        connector.cancel(account().id());
        awaitIdle();
        assertThat(natives.calls().stream().filter(call -> call.startsWith("cancel")).count()).isEqualTo(1);
        assertThat(account().error()).isEmpty();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCancelledImportGoesOnFromItsCursor(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        String[] cursor = new String[1];
        forge.answers(1, (job, asked) -> {
            cursor[0] = asked.cursor();
            return List.of(new Batches().commit(ScriptedForge.sha(1, 1), "KEY-1", "KEY-1").cursor("half").build(forge.next(), job, 1));
        });
        connector.add(ACME);
        await("the first half is stored", () -> !commits().isEmpty());
        connector.cancelSync(repository(1).id());
        awaitIdle();
        assertThat(repository(1).state()).isEqualTo(Repository.State.NEW);
        assertThat(repository(1).error()).isEmpty();
        forge.answers(1, (job, asked) -> {
            cursor[0] = asked.cursor();
            return forge.usualAnswer(job, asked);
        });
        connector.refresh(account().id());
        awaitIdle();
        assertThat(cursor[0]).isEqualTo("half");
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatFailsInARunIsSaidWithWhatToDo(TestDatabase database) {
        imported(database, 2);
        forge.answers(1, (job, asked) -> List.of(new Batches().failed(ScriptedForge.NOT_FOUND, "The forge answered 404.").build(forge.next(), job, 1)));
        forge.answers(2, (job, asked) -> List.of()); // keeps the account at work
        connector.sync(repository(2).id(), false);
        await("it runs", () -> forge.requests().contains("sync 2"));
        connector.sync(repository(1).id(), false);
        await("it failed", () -> repository(1).state() == Repository.State.FAILED);
        await("it is through", () -> account().progress().repositoriesDone() == 1);
        assertThat(account().progress().lastError()).isEqualTo("acme/r1: The forge answered 404.");
        assertThat(account().progress().remedy()).contains("moved or deleted");
        assertThat(account().progress().secondsLeft()).isNotNegative();
        assertThat(account().repositoriesFailed()).isEqualTo(1);
    }
}
