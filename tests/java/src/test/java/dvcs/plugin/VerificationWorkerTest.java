package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Account;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.bridge.Batches;
import dvcs.bridge.CrashMarker;
import dvcs.store.Lease;
import dvcs.store.TestDatabase;
import dvcs.store.Verification;
import dvcs.store.Verifications;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rounds of the questions for authors, one at a time, after an import. Their own sessions: the service has ended. */
@Timeout(120)
class VerificationWorkerTest extends ServiceFixture {
    private final AtomicInteger answered = new AtomicInteger();
    private Sessions sessions;
    private VerificationWorker worker;

    /** Two repositories with a commit each whose smart commit is due, in a strict account. */
    private void imported(TestDatabase database) {
        use(database);
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        connector.add(ACME);
        awaitIdle();
        service.close();
        forge.forgetRequests();
        tables.commands().arming().accountSwitch(account().id(), null, AuthorPolicy.STRICT);
        tables.database().change(sql -> sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = 1"));
        sessions = new Sessions(core, tables.accounts(), () -> grammar, dvcs.oauth.Renewal.NONE);
        worker = new VerificationWorker(tables, new Heartbeat(tables.leases()), sessions, new WriteGate(new CrashGuard(new CrashMarker(home))),
                answered::incrementAndGet, () -> false);
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

    private List<Verification> known() {
        Verifications verifications = new Verifications(tables.database());
        return tables.database().read(sql -> sql.query("SELECT [UNIQUE_HASH] FROM <COMMIT> ORDER BY [SHA]", row -> row.getString(1))).stream()
                .map(verifications::of).toList();
    }

    private static Verification denied(String why) {
        return new Verification(Verification.State.DENIED, why);
    }

    private static final Verification AWAITED = new Verification(Verification.State.AWAITED, "");
    private static final Verification VERIFIED = new Verification(Verification.State.VERIFIED, "");

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void eachIsAskedOnceAndTheAnswerKept(TestDatabase database) {
        imported(database);
        forge.authors((job, asked) -> forge.answer(job, asked, asked.repositoryId() == 1 ? "" : "The commit is not signed."));
        assertThat(askedInRound()).containsExactlyInAnyOrder("authors 1: 1", "authors 2: 1");
        assertThat(known()).containsExactly(VERIFIED, denied("The commit is not signed."));
        assertThat(answered.get()).as("commands are told").isPositive();
        later(Duration.ofDays(30));
        assertThat(askedInRound()).isEmpty();
    }

    @Test
    void aCompatibleAccountIsNotAskedAbout() {
        imported(TestDatabase.open("h2"));
        tables.commands().arming().accountSwitch(account().id(), null, AuthorPolicy.COMPATIBLE);
        assertThat(askedInRound()).isEmpty();
        assertThat(known()).containsOnly(AWAITED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatGetsNoAnswerIsAskedAgain(TestDatabase database) {
        imported(database);
        forge.authors((job, asked) -> List.of(new Batches().skipped("a commit", "not yet").finished(true).build(forge.next(), job, asked.repositoryId())));
        assertThat(askedInRound()).hasSize(2);
        assertThat(askedInRound()).as("not at once").isEmpty();
        assertThat(known()).containsOnly(AWAITED);
        later(Duration.ofSeconds(16));
        forge.authors(null);
        assertThat(askedInRound()).hasSize(2);
        assertThat(known()).containsOnly(VERIFIED);
    }

    @Test
    void aForgeThatFailsIsLeftAloneUntilTheNextTime() {
        imported(TestDatabase.open("h2"));
        forge.authors((job, asked) -> failing(job, ScriptedForge.SERVER));
        assertThat(askedInRound()).as("the first failure ends the round").hasSize(1);
        assertThat(known()).containsOnly(AWAITED);
        assertThat(account().state()).as("no fault of the account").isEqualTo(Account.State.IDLE);
        later(Duration.ofSeconds(16));
        forge.authors(null);
        assertThat(askedInRound()).hasSize(2);
        assertThat(known()).containsOnly(VERIFIED);
    }

    @Test
    void aRefusedTokenStopsTheAccount() {
        imported(TestDatabase.open("h2"));
        forge.authors((job, asked) -> failing(job, ScriptedForge.UNAUTHORIZED));
        assertThat(askedInRound()).hasSize(1);
        assertThat(account().error()).isEqualTo("The forge is not well.");
        later(Duration.ofDays(1));
        assertThat(askedInRound()).as("asking again gets the address banned").isEmpty();
    }

    @Test
    void onlyOneNodeAsks() {
        imported(TestDatabase.open("h2"));
        Lease other = tables.leases().tryAcquire(Lease.ofAuthors(account().id())).orElseThrow();
        assertThat(askedInRound()).isEmpty();
        tables.leases().release(other);
        assertThat(askedInRound()).hasSize(2);
    }

    private List<byte[]> failing(long job, int code) {
        return List.of(new Batches().failed(code, "The forge is not well.").build(forge.next(), job, 1));
    }
}
