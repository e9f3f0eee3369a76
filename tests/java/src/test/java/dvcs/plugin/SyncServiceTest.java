package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Account;
import dvcs.api.AccountChange;
import dvcs.api.ConnectorException;
import dvcs.api.NewAccount;
import dvcs.api.Repository;
import dvcs.bridge.Batches;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole plugin but its native side and its web side, on both databases. */
@Timeout(120)
class SyncServiceTest extends ServiceFixture {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAddedAccountIsCheckedListedAndImported(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        Account added = connector.add(ACME);
        assertThat(added.url()).isEqualTo("https://forge.example");
        awaitIdle();
        assertThat(commits()).containsExactly("acme/a", "acme/b");
        assertThat(account().repositories()).isEqualTo(2);
        assertThat(account().repositoriesDone()).isEqualTo(2);
        assertThat(account().commits()).isEqualTo(2);
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
        assertThat(account().lastRefresh()).isPositive();
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
        assertThat(repository(1).branches()).isEqualTo(1);
        assertThat(forge.requests()).startsWith("check", "list acme since", "check", "list acme");
        assertThat(natives.calls().toString()).doesNotContain("glpat-secret");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theNextRunStartsFromTheStoredHeadsAndCursor(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        ScriptedForge.Asked[] asked = new ScriptedForge.Asked[1];
        forge.answers(1, (job, request) -> {
            asked[0] = request;
            return forge.usualAnswer(job, request);
        });
        connector.sync(repository(1).id(), false);
        awaitIdle();
        assertThat(asked[0].known()).containsExactly("main");
        assertThat(asked[0].cursor()).isEqualTo("done");
        assertThat(asked[0].full()).isFalse();
        assertThat(asked[0].since()).isPositive();
        connector.sync(repository(1).id(), true);
        awaitIdle();
        assertThat(asked[0].known()).isEmpty();
        assertThat(asked[0].cursor()).isEmpty();
        assertThat(asked[0].full()).isTrue();
        assertThat(asked[0].since()).isZero();
        assertThat(commits()).containsExactly("acme/a");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anInterruptedImportGoesOnFromItsCursorInTheNextLife(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.answers(1, (job, asked) -> List.of(new Batches().commit(ScriptedForge.sha(1, 1), "KEY-1", "KEY-1")
                .cursor("half").build(forge.next(), job, 1)));
        connector.add(ACME);
        await("the first half is stored", () -> !commits().isEmpty());
        service.close(); // as a restart in the middle
        core.close();
        ScriptedForge.Asked[] asked = new ScriptedForge.Asked[1];
        forge.answers(1, (job, request) -> {
            asked[0] = request;
            return forge.usualAnswer(job, request);
        });
        start();
        service.start();
        await("the import is finished", () -> repository(1).state() == Repository.State.SYNCED);
        assertThat(asked[0].cursor()).isEqualTo("half");
        assertThat(asked[0].full()).isFalse();
        assertThat(commits()).containsExactly("acme/a");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aBadRepositoryNeverStopsItsAccount(TestDatabase database) {
        use(database);
        forge.has(1, "acme/bad");
        forge.has(2, "acme/good");
        forge.answers(1, (job, asked) -> List.of(
                new Batches().failed(ScriptedForge.SERVER, "The forge answered 500 to three requests.").build(forge.next(), job, 1)));
        connector.add(ACME);
        awaitIdle();
        assertThat(repository(1).state()).isEqualTo(Repository.State.FAILED);
        assertThat(repository(1).error()).isEqualTo("The forge answered 500 to three requests.");
        assertThat(repository(2).state()).isEqualTo(Repository.State.SYNCED);
        assertThat(account().error()).isEmpty();
        forge.usual(1);
        connector.refresh(account().id());
        awaitIdle();
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
        assertThat(repository(1).error()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theFirstRefusedTokenStopsTheAccountUntilThereIsANewOne(TestDatabase database) {
        use(database);
        for (long id = 1; id <= 40; id++) {
            forge.has(id, "acme/r" + id);
            forge.answers(id, (job, asked) -> List.of(
                    new Batches().failed(ScriptedForge.UNAUTHORIZED, "The token was refused.").build(forge.next(), job, 1)));
        }
        connector.add(ACME);
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.FAILED);
        assertThat(account().error()).isEqualTo("The token was refused.");
        assertThat(forge.requests().stream().filter(request -> request.startsWith("sync")).count())
                .as("those that were on their way, not all 40").isLessThanOrEqualTo(8);
        assertThatThrownBy(() -> connector.sync(repository(1).id(), false)).hasMessage("The token was refused.");
        for (long id = 1; id <= 40; id++) {
            forge.usual(id);
        }
        connector.update(account().id(), new AccountChange("glpat-new", null));
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
        assertThat(account().repositoriesDone()).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsWrongWithANewAccountIsSaidAtItsField(TestDatabase database) {
        use(database);
        assertThatThrownBy(() -> connector.add(new NewAccount("cvs", "a", "https://x.example", "t", true)))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("host"));
        for (String url : List.of("", "forge.example", "ftp://forge.example", "https://", "https://u:p@forge.example", "https://x.example?a=b", "ht tp://x")) {
            assertThatThrownBy(() -> connector.add(new NewAccount("gitlab", "a", url, "t", true))).as(url)
                    .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("url"));
        }
        for (String token : List.of("", "  ", "a\nb", "tök")) {
            assertThatThrownBy(() -> connector.add(new NewAccount("gitlab", "a", "https://x.example", token, true))).as(token)
                    .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("token"));
        }
        forge.checkFails(ScriptedForge.UNAUTHORIZED);
        assertThatThrownBy(() -> connector.add(ACME)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.field()).isEqualTo("token");
            assertThat(e.status()).isEqualTo(502);
        });
        forge.checkFails(0);
        forge.listFails(ScriptedForge.NOT_FOUND);
        assertThatThrownBy(() -> connector.add(ACME))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("name"));
        assertThat(connector.accounts()).as("nothing was stored").isEmpty();
        forge.listFails(0);
        connector.add(ACME);
        assertThatThrownBy(() -> connector.add(ACME))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(409));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRemovedAccountLeavesNoRow(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        connector.remove(account().id());
        assertThat(connector.accounts()).isEmpty();
        await("the rows are deleted", () -> tables.accounts().removed().isEmpty());
        for (String table : List.of("ACCOUNT", "REPOSITORY", "BRANCH", "COMMIT", "COMMIT_KEY")) {
            assertThat(database.count(table)).as(table).isZero();
        }
        List<String> leases = database.database().read(sql -> sql.query("SELECT [RESOURCE] FROM <LEASE>", row -> row.getString(1)));
        assertThat(leases).as("but for the cluster's own").isSubsetOf(Lease.ofCommands());
        assertThat(connector.development(Set.of("KEY-1")).commits()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryThatAnotherNodeHoldsWaits(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        int id = repository(1).id();
        Leases other = new Leases(tables.database(), "other node");
        Lease lease = other.tryAcquire(Lease.ofRepository(id)).orElseThrow();
        forge.forgetRequests();
        connector.sync(id, false);
        await("it was put aside", () -> service.queue().view(id).queued() && service.queue().running() == 0);
        assertThat(repository(1).state()).as("there it is at work").isEqualTo(Repository.State.SYNCING);
        assertThat(forge.requests()).isEmpty();
        other.release(lease);
        service.start(); // the clock that retries
        await("it had its turn", () -> forge.requests().contains("sync 1"));
        awaitIdle();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void unlinkingStopsARunAndHidesItsRows(TestDatabase database) throws Exception {
        use(database);
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        CountDownLatch asked = new CountDownLatch(1);
        forge.answers(1, (job, request) -> {
            asked.countDown();
            return List.of(); // a forge that does not answer
        });
        connector.sync(repository(1).id(), false);
        asked.await();
        await("it runs", () -> repository(1).state() == Repository.State.SYNCING && natives.calls().contains("submit SyncRepository"));
        await("the run can be cancelled", () -> {
            connector.link(repository(1).id(), false);
            return natives.calls().stream().anyMatch(call -> call.startsWith("cancel"));
        });
        assertThat(repository(1).state()).isEqualTo(Repository.State.UNLINKED);
        assertThat(commits()).isEmpty();
        assertThatThrownBy(() -> connector.sync(repository(1).id(), false)).hasMessageContaining("not linked");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void skippedItemsAreCountedAndNamed(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.answers(1, (job, asked) -> List.of(
                new Batches().skipped("commit 3 of page 2", "its date is no date").skipped("x", "y").build(forge.next(), job, 1),
                new Batches().head("main", ScriptedForge.sha(1, 1)).finished(true).build(forge.next(), job, 1)));
        connector.add(ACME);
        awaitIdle();
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
        assertThat(repository(1).error()).contains("2 items").contains("commit 3 of page 2").contains("its date is no date");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatVanishedFromACompleteListingIsGone(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        connector.add(ACME);
        awaitIdle();
        forge.hasNot(2);
        connector.refresh(account().id());
        awaitIdle();
        assertThat(repository(2).state()).isEqualTo(Repository.State.GONE);
        assertThat(account().repositories()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void stoppingLeavesNoThread(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.answers(1, (job, asked) -> List.of()); // still running when the plugin stops
        connector.add(ACME);
        await("the run has begun", () -> forge.requests().contains("sync 1"));
        service.close();
        core.close();
        assertThat(natives.liveObjects()).isZero();
        await("the last thread has left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("dvcs-")));
        assertThat(repository(1).error()).as("no fault of the repository").isEmpty();
    }
}
