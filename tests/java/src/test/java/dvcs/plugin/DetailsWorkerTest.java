package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Account;
import dvcs.api.Development;
import dvcs.bridge.Batches;
import dvcs.bridge.CrashMarker;
import dvcs.store.Lease;
import dvcs.store.TestDatabase;
import dvcs.wire.DeletedKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rounds of the details, one at a time, after an import. Their own sessions: the service with its clock has ended. */
@Timeout(120)
class DetailsWorkerTest extends ServiceFixture {
    private final AtomicBoolean someoneWaits = new AtomicBoolean();
    private Sessions sessions;
    private DetailsWorker worker;

    /** Two repositories, the first one also with merge request 7, and their rounds. */
    private void imported(TestDatabase database, int commitsOfTheFirst) {
        use(database);
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        forge.answers(1, (job, asked) -> {
            Batches all = new Batches().mergeRequest(7, "KEY-1 a request", "KEY-1");
            for (int i = 1; i <= commitsOfTheFirst; i++) {
                all.commit(ScriptedForge.sha(1, i), "KEY-1 of 1", "KEY-1");
            }
            return List.of(all.head("main", ScriptedForge.sha(1, 1)).cursor("done").finished(true).build(forge.next(), job, 1));
        });
        connector.add(ACME);
        awaitIdle();
        service.close();
        forge.forgetRequests();
        Heartbeat heartbeat = new Heartbeat(tables.leases());
        sessions = new Sessions(core, tables.accounts(), () -> grammar, dvcs.oauth.Renewal.NONE);
        worker = new DetailsWorker(tables, heartbeat, sessions, new WriteGate(new CrashGuard(new CrashMarker(home))), someoneWaits::get);
    }

    @AfterEach
    void closeSessions() {
        sessions.close();
    }

    private List<String> askedInRound() {
        forge.forgetRequests();
        worker.round();
        return forge.requests();
    }

    private Development development() {
        return connector.development(Set.of("KEY-1"));
    }

    private long loaded() {
        return development().commits().stream().filter(commit -> commit.changes().loaded()).count();
    }

    private List<byte[]> failing(long job, int code) {
        return List.of(new Batches().failed(code, "The forge is not well.").build(forge.next(), job, 1));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsFoundIsKeptAndNotAskedForAgain(TestDatabase database) {
        imported(database, 1);
        assertThat(askedInRound()).containsExactlyInAnyOrder("details 1: 1 and 1", "details 2: 1 and 0");
        assertThat(development().commits()).hasSize(2).allSatisfy(commit -> {
            assertThat(commit.changes().addedLines()).isEqualTo(3);
            assertThat(commit.changes().files()).extracting(Development.ChangedFile::path)
                    .containsExactly("src/" + commit.sha().substring(0, 8));
        });
        assertThat(development().mergeRequests()).singleElement().satisfies(request -> {
            assertThat(request.approved()).isTrue();
            assertThat(request.reviewers()).containsExactly(new Development.Reviewer("bob", "bob in full", "approved"));
        });
        later(Duration.ofDays(30));
        assertThat(askedInRound()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRoundStaysWithinItsBudgetAndTheNextGoesOn(TestDatabase database) {
        imported(database, DetailsWorker.BUDGET + 5);
        worker.round();
        assertThat(loaded() + approved()).isEqualTo(DetailsWorker.BUDGET);
        worker.round();
        assertThat(loaded()).isEqualTo(DetailsWorker.BUDGET + 6);
        assertThat(approved()).isEqualTo(1);
        assertThat(askedInRound()).isEmpty();
    }

    private long approved() {
        return development().mergeRequests().stream().filter(Development.MergeRequest::approved).count();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void liveWorkGoesFirst(TestDatabase database) {
        imported(database, 1);
        someoneWaits.set(true);
        assertThat(askedInRound()).isEmpty();
        someoneWaits.set(false);
        forge.details((job, asked) -> {
            someoneWaits.set(true); // between one repository and the next
            return forge.usualDetails(job, asked);
        });
        assertThat(askedInRound()).hasSize(1);
        someoneWaits.set(false);
        assertThat(askedInRound()).as("the other one").hasSize(1);
        assertThat(loaded()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aForgeThatFailsIsLeftAloneForLongerEachTime(TestDatabase database) {
        imported(database, 1);
        forge.details((job, asked) -> failing(job, ScriptedForge.SERVER));
        assertThat(askedInRound()).as("the first failure ends the round").hasSize(1);
        assertThat(askedInRound()).isEmpty();
        later(Duration.ofMinutes(16));
        assertThat(askedInRound()).hasSize(1);
        later(Duration.ofMinutes(16));
        assertThat(askedInRound()).as("half an hour by now").isEmpty();
        forge.details(null);
        later(Duration.ofMinutes(60));
        assertThat(askedInRound()).hasSize(2);
        assertThat(loaded()).isEqualTo(2);
        assertThat(account().state()).as("no fault of the account").isEqualTo(Account.State.IDLE);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatTheForgeDoesNotAnswerIsAskedForLater(TestDatabase database) {
        imported(database, 1);
        forge.details((job, asked) -> List.of(new Batches().finished(true).build(forge.next(), job, asked.repositoryId())));
        assertThat(askedInRound()).hasSize(2);
        assertThat(askedInRound()).as("not at once").isEmpty();
        later(Duration.ofMinutes(6));
        assertThat(askedInRound()).hasSize(2);
        later(Duration.ofMinutes(6));
        assertThat(askedInRound()).as("later still").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedTokenStopsTheAccount(TestDatabase database) {
        imported(database, 1);
        forge.details((job, asked) -> failing(job, ScriptedForge.UNAUTHORIZED));
        assertThat(askedInRound()).hasSize(1);
        assertThat(account().error()).isEqualTo("The forge is not well.");
        later(Duration.ofDays(1));
        assertThat(askedInRound()).as("asking again gets the address banned").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyOneNodeAsks(TestDatabase database) {
        imported(database, 1);
        Lease other = tables.leases().tryAcquire(Lease.ofDetails(account().id())).orElseThrow();
        assertThat(askedInRound()).isEmpty();
        tables.leases().release(other);
        assertThat(askedInRound()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aMergeRequestThatIsGoneAtTheForgeLeavesTheIssue(TestDatabase database) {
        imported(database, 1);
        forge.details((job, asked) -> {
            Batches found = new Batches();
            asked.mergeRequests().forEach(iid -> found.deleted(DeletedKind.MergeRequest, Long.toString(iid)));
            return List.of(found.finished(true).build(forge.next(), job, asked.repositoryId()));
        });
        worker.round();
        assertThat(development().mergeRequests()).isEmpty();
        assertThat(development().commits()).hasSize(2);
    }
}
