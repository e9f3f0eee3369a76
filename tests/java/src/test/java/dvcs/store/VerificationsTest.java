package dvcs.store;

import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.SmartCommits.AuthorPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationsTest {
    private TestDatabase tables;
    private Verifications verifications;
    private OpenVerifications open;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        verifications = new Verifications(tables.database());
        open = at(Duration.ZERO);
        repository = tables.newRepository(1, 42);
        tables.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?", false));
        Leases leases = new Leases(tables.database(), "test");
        lease = leases.tryAcquire(Lease.ofAuthors(1)).orElseThrow();
        Lease run = leases.tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        new BatchWriter(tables.database(), TestDatabase.CLOCK).write(run, new Rows.Making(repository).commits(
                commit(sha(1), "KEY-1 #comment a", "KEY-1"), commit(sha(2), "KEY-1 #comment b", "KEY-1"), commit(sha(3), "KEY-1", "KEY-1")).batch());
        policy(AuthorPolicy.STRICT);
    }

    private OpenVerifications at(Duration later) {
        return new OpenVerifications(tables.database(), Clock.offset(TestDatabase.CLOCK, later));
    }

    private void policy(AuthorPolicy policy) {
        new Arming(tables.database(), TestDatabase.CLOCK).accountSwitch(1, null, policy);
    }

    private String hash(int commit) {
        return CommitTable.hash(repository, sha(commit));
    }

    /** As a run that ended leaves it. */
    private void due(int... commits) {
        for (int commit : commits) {
            tables.database().change(sql -> sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [UNIQUE_HASH] = ?", CommandMark.DUE, hash(commit)));
        }
    }

    private int command(int commit, String state) {
        tables.database().change(sql -> sql.update("INSERT INTO <COMMAND> ([UNIQUE_HASH], [EQUAL_HASH], [COMMIT_HASH], [KIND], [STATE], [ACCOUNT_ID], "
                + "[REPOSITORY_ID]) VALUES (?, ?, ?, 'COMMENT', ?, 1, ?)", "u" + commit, "e" + commit, hash(commit), state, repository));
        return (int) (long) tables.database().read(sql -> sql.count("SELECT [ID] FROM <COMMAND> WHERE [UNIQUE_HASH] = ?", "u" + commit));
    }

    private List<String> wanted(Duration later) {
        return at(later).wanted(1, 10).stream().map(OpenVerifications.Wanted::sha).toList();
    }

    private void answered(int commit, boolean verified, String reason) {
        open.store(lease, repository, List.of(new VerificationRow(sha(commit), verified, reason)));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyCommitsWhoseCommandsWaitAreAskedFor(TestDatabase given) {
        use(given);
        assertThat(wanted(Duration.ZERO)).isEmpty();
        due(1);
        command(2, "WAITING");
        assertThat(wanted(Duration.ZERO)).containsExactly(sha(1), sha(2));
        assertThat(open.wanted(1, 10).get(0)).isEqualTo(new OpenVerifications.Wanted(repository, hash(1), sha(1), "ann@example.com",
                "cid@example.com", 0));
        due(2);
        assertThat(wanted(Duration.ZERO)).as("each once").containsExactly(sha(1), sha(2));
        assertThat(open.wanted(1, 1)).hasSize(1);
        assertThat(open.wanted(2, 10)).as("another account's").isEmpty();
        tables.database().change(sql -> sql.update("UPDATE <COMMAND> SET [STATE] = 'DONE'"));
        tables.database().change(sql -> sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ?", CommandMark.TAKEN));
        assertThat(wanted(Duration.ZERO)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyStrictAccountsWantIt(TestDatabase given) {
        use(given);
        assertThat(open.accounts()).containsExactly(1);
        policy(AuthorPolicy.COMPATIBLE);
        assertThat(open.accounts()).isEmpty();
        policy(AuthorPolicy.STRICT);
        tables.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?", true));
        assertThat(open.accounts()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theAnswerIsKept(TestDatabase given) {
        use(given);
        due(1, 2, 3);
        assertThat(verifications.of(hash(1))).isEqualTo(new Verification(Verification.State.AWAITED, ""));
        answered(1, true, "never shown");
        answered(2, false, "The commit is not signed.");
        assertThat(verifications.of(hash(1))).isEqualTo(new Verification(Verification.State.VERIFIED, ""));
        assertThat(verifications.of(hash(2))).isEqualTo(new Verification(Verification.State.DENIED, "The commit is not signed."));
        assertThat(verifications.of("gone").state()).isEqualTo(Verification.State.DENIED);
        assertThat(wanted(Duration.ZERO)).containsExactly(sha(3));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatWasNotAnsweredIsAskedAgainLaterEachTime(TestDatabase given) {
        use(given);
        due(1);
        open.asking(lease, open.wanted(1, 10));
        assertThat(wanted(Duration.ZERO)).isEmpty();
        assertThat(wanted(Duration.ofSeconds(15))).containsExactly(sha(1));
        OpenVerifications later = at(Duration.ofSeconds(15));
        later.asking(lease, later.wanted(1, 10));
        assertThat(wanted(Duration.ofSeconds(44))).isEmpty();
        assertThat(wanted(Duration.ofSeconds(45))).containsExactly(sha(1));
    }

    @Test
    void thePauseGrowsToAboutAnHour() {
        assertThat(List.of(OpenVerifications.pause(-1), OpenVerifications.pause(0), OpenVerifications.pause(1), OpenVerifications.pause(8), OpenVerifications.pause(1_000_000)))
                .containsExactly(15_000L, 15_000L, 30_000L, 3_840_000L, 3_840_000L);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPersonWhoTriesAgainHasItAskedAnew(TestDatabase given) {
        use(given);
        int refused = command(1, "REFUSED");
        int done = command(2, "DONE");
        answered(1, false, "The commit is not signed.");
        answered(2, true, "");
        CommandLog log = new CommandLog(tables.database(), TestDatabase.CLOCK);
        assertThat(log.retry(done)).isFalse();
        assertThat(verifications.of(hash(2)).state()).isEqualTo(Verification.State.VERIFIED);
        assertThat(log.retry(refused)).isTrue();
        assertThat(verifications.of(hash(1))).isEqualTo(new Verification(Verification.State.AWAITED, ""));
        assertThat(wanted(Duration.ZERO)).containsExactly(sha(1));
        open.asking(lease, open.wanted(1, 10));
        tables.database().change(sql -> sql.update("UPDATE <COMMAND> SET [STATE] = 'REFUSED'"));
        assertThat(log.retry(refused)).isTrue();
        assertThat(wanted(Duration.ZERO)).as("at once, though it was asked a moment ago").containsExactly(sha(1));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whoLostTheLeaseStoresNothing(TestDatabase given) {
        use(given);
        due(1);
        List<OpenVerifications.Wanted> items = open.wanted(1, 10);
        new Leases(tables.database(), "other").seize(lease.resource());
        assertThatThrownBy(() -> answered(1, true, "")).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> open.asking(lease, items)).isInstanceOf(LeaseLostException.class);
        assertThat(verifications.of(hash(1)).state()).isEqualTo(Verification.State.AWAITED);
    }
}
