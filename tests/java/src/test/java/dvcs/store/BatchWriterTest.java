package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.request;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Development;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchWriterTest {
    private TestDatabase tables;
    private BatchWriter writer;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        writer = new BatchWriter(tables.database(), TestDatabase.CLOCK);
        repository = tables.newRepository(1, 42);
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private Rows.Making everything() {
        return making().cursor("c1")
                .commits(commit(sha(1), "KEY-1 one", "KEY-1"), commit("ab".repeat(32), "KEY-1 KEY-2", "KEY-1", "KEY-2"))
                .branches(branch("main", sha(1)), branch("KEY-3-topic", sha(1), "KEY-3"))
                .requests(request(7, "KEY-4", "KEY-4"));
    }

    private Development development(String... keys) {
        return new DevelopmentReader(tables.database()).read(Set.of(keys));
    }

    private SyncState state() {
        return SyncState.read(tables.database(), repository);
    }

    private RepositoryRecord record() {
        return new Repositories(tables.database()).find(repository).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryOfTwoAccountsStandsOnceOnTheIssue(TestDatabase given) {
        use(given);
        writer.write(lease, everything().batch());
        Development once = development("KEY-1", "KEY-2", "KEY-3", "KEY-4");
        repository = tables.newRepository(2, 42);
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        writer.write(lease, everything().batch());
        assertThat(development("KEY-1", "KEY-2", "KEY-3", "KEY-4")).isEqualTo(once);
        assertThat(once.commits()).hasSize(2);
    }

    @Test
    void messagesOfOneIssueStayWithinTheirBudget() {
        use(TestDatabase.open("h2"));
        String message = "KEY-1 first line\n" + "x".repeat(64 * 1024 - 100);
        int count = 100;
        writer.write(lease, making().commits(IntStream.range(1, count + 1)
                .mapToObj(i -> commit(sha(i), message, "KEY-1")).toArray(CommitRow[]::new)).batch());
        var found = development("KEY-1").commits();
        assertThat(found).hasSize(count).allSatisfy(each -> assertThat(each.message()).startsWith("KEY-1 first line"));
        assertThat(found.stream().mapToInt(each -> each.message().length()).sum())
                .isLessThan(DevelopmentReader.MESSAGES + count * 200);
        assertThat(found.get(0).message()).isEqualTo(message);
        assertThat(found.get(count - 1).messageCut()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void storesRowsKeysAndCursorTogether(TestDatabase given) {
        use(given);
        writer.write(lease, everything().batch());
        Development.Commit found = development("KEY-2").commits().get(0);
        assertThat(found.sha()).isEqualTo("ab".repeat(32));
        assertThat(found.authorName()).isEqualTo("Ann");
        assertThat(found.authorEmail()).isEqualTo("ann@example.com");
        assertThat(found.authored()).isEqualTo(1_632_138_622_000L);
        assertThat(found.offsetMinutes()).isEqualTo(120);
        assertThat(found.message()).isEqualTo("KEY-1 KEY-2");
        assertThat(found.repository()).isEqualTo("acme/r42");
        assertThat(development("KEY-1").commits()).hasSize(2);
        assertThat(development("KEY-3").branches()).extracting(Development.Branch::name).containsExactly("KEY-3-topic");
        assertThat(development("KEY-4").mergeRequests()).extracting(Development.MergeRequest::iid).containsExactly(7L);
        assertThat(state().cursor()).isEqualTo("c1".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFaultAtAnyStatementLeavesAllOrNothing(TestDatabase given) {
        use(given);
        writer.write(lease, everything().cursor("c0").batch());
        SyncBatch next = making().cursor("c2").commits(commit(sha(5), "KEY-1", "KEY-1")).branches(branch("main", sha(5)))
                .requests(request(7, "renamed KEY-5", "KEY-5")).gone(List.of(sha(1)), List.of("KEY-3-topic"), List.of(99L))
                .end(branch("main", sha(5))).batch();
        String before = tables.snapshot();
        int statement = 0;
        boolean stored = false;
        while (!stored) {
            tables.faults().failAt(++statement);
            try {
                writer.write(lease, next);
                stored = true;
            } catch (StoreException e) {
                tables.faults().failAt(0);
                assertThat(tables.snapshot()).as("after a fault at statement %d", statement).isEqualTo(before);
            }
        }
        tables.faults().failAt(0);
        assertThat(statement).as("statements that were made to fail").isGreaterThan(10);
        assertThat(tables.snapshot()).isNotEqualTo(before);
        assertThat(state().cursor()).isEqualTo("c2".getBytes(StandardCharsets.UTF_8));
        assertThat(state().known()).containsExactly(new SyncState.Head("main", sha(5)));
        assertThat(record().state()).isEqualTo("SYNCED");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aResentBatchChangesNothingAndKeepsFirstSeen(TestDatabase given) {
        use(given);
        writer.write(lease, everything().batch());
        String once = tables.snapshot("COMMIT", "COMMIT_KEY", "BRANCH", "BRANCH_KEY", "MERGE_REQUEST", "MR_KEY", "REPOSITORY");
        BatchWriter later = new BatchWriter(tables.database(), Clock.offset(TestDatabase.CLOCK, Duration.ofDays(1)));
        later.write(lease, everything().batch());
        assertThat(tables.snapshot("COMMIT", "COMMIT_KEY", "BRANCH", "BRANCH_KEY", "MERGE_REQUEST", "MR_KEY", "REPOSITORY"))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPartlyKnownBatchIsCompletedTheCarefulWay(TestDatabase given) {
        use(given);
        writer.write(lease, making().commits(commit(sha(2), "KEY-1 old", "KEY-1")).batch());
        writer.write(lease, making().cursor("c9")
                .commits(commit(sha(1), "KEY-1", "KEY-1"), commit(sha(2), "KEY-9 new", "KEY-9"), commit(sha(3), "KEY-1", "KEY-1"))
                .batch());
        assertThat(development("KEY-1").commits()).extracting(Development.Commit::sha).containsExactlyInAnyOrder(sha(1), sha(3));
        assertThat(development("KEY-9").commits()).extracting(Development.Commit::message).containsExactly("KEY-9 new");
        assertThat(tables.count("COMMIT")).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aLostLeaseStoresNothing(TestDatabase given) {
        use(given);
        Leases leases = new Leases(tables.database(), "other");
        leases.release(lease);
        Lease taken = leases.tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        String before = tables.snapshot();
        assertThatThrownBy(() -> writer.write(lease, everything().batch())).isInstanceOf(LeaseLostException.class);
        assertThat(tables.snapshot()).isEqualTo(before);
        writer.write(taken, everything().batch());
        assertThat(tables.count("COMMIT")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void headsAdvanceWithTheLastBatchOnly(TestDatabase given) {
        use(given);
        writer.write(lease, making().cursor("c1").branches(branch("main", sha(1)), branch("KEY-3", sha(2), "KEY-3")).batch());
        assertThat(state().known()).isEmpty();
        assertThat(record().imported()).isFalse();
        writer.write(lease, making().end(branch("main", sha(1)), branch("KEY-3", sha(2))).batch());
        assertThat(state().known()).containsExactlyInAnyOrder(new SyncState.Head("main", sha(1)), new SyncState.Head("KEY-3", sha(2)));
        assertThat(development("KEY-3").branches()).hasSize(1);
        assertThat(record().imported()).isTrue();
        assertThat(record().branches()).isEqualTo(2);
        // The next run reports the branch elsewhere, but is not through yet.
        writer.write(lease, making().branches(branch("main", sha(9))).batch());
        assertThat(state().known()).contains(new SyncState.Head("main", sha(1)));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingHidesNothingUntilItEndsAndSweepsThen(TestDatabase given) {
        use(given);
        writer.write(lease, everything().end(branch("main", sha(1)), branch("KEY-3-topic", sha(1))).batch());
        new Repositories(tables.database()).beginFull(lease, repository, 4);
        assertThat(record().targetGeneration()).isEqualTo(2);
        assertThat(state().cursor()).isEmpty();
        writer.write(lease, making().reading(2).cursor("f1").commits(commit(sha(1), "KEY-1 one", "KEY-1")).batch());
        assertThat(development("KEY-1").commits()).as("old rows stay while the reading goes on").hasSize(2);
        writer.write(lease, making().reading(2).branches(branch("main", sha(1))).requests(request(8, "KEY-9", "KEY-9"))
                .end(branch("main", sha(1))).batch());
        assertThat(development("KEY-1").commits()).extracting(Development.Commit::sha).containsExactly(sha(1));
        assertThat(development("KEY-2", "KEY-3", "KEY-4")).isEqualTo(new Development(List.of(), List.of(), List.of()));
        assertThat(tables.count("COMMIT")).as("a tombstone with its keys").isEqualTo(2);
        assertThat(tables.count("MR_KEY")).as("of the one that it met").isEqualTo(1);
        assertThat(record().generation()).isEqualTo(2);
        assertThat(record().commits()).isEqualTo(1);
        assertThat(state().known()).containsExactly(new SyncState.Head("main", sha(1)));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void keysThatAreNoLongerNamedGoAway(TestDatabase given) {
        use(given);
        writer.write(lease, everything().batch());
        writer.write(lease, making().branches(branch("KEY-3-topic", sha(1), "KEY-8")).requests(request(7, "no key any more")).batch());
        assertThat(development("KEY-3").branches()).isEmpty();
        assertThat(development("KEY-8").branches()).hasSize(1);
        assertThat(tables.count("MERGE_REQUEST")).isZero();
        assertThat(tables.count("MR_KEY")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsGoneIsRemovedAndABranchComesBack(TestDatabase given) {
        use(given);
        writer.write(lease, everything().end(branch("main", sha(1)), branch("KEY-3-topic", sha(1))).batch());
        writer.write(lease, making().gone(List.of(sha(1)), List.of("KEY-3-topic"), List.of(7L)).batch());
        assertThat(development("KEY-1").commits()).as("shown until the run ends well").hasSize(2);
        assertThat(state().known()).as("where the run starts again after an interruption").hasSize(2);
        writer.write(lease, making().end(branch("main", sha(1))).batch());
        assertThat(development("KEY-1").commits()).extracting(Development.Commit::sha).containsExactly("ab".repeat(32));
        assertThat(development("KEY-3").branches()).isEmpty();
        assertThat(development("KEY-4").mergeRequests()).isEmpty();
        assertThat(tables.count("BRANCH")).as("a tombstone").isEqualTo(2);
        assertThat(state().known()).containsExactly(new SyncState.Head("main", sha(1)));
        writer.write(lease, making().branches(branch("KEY-3-topic", sha(4), "KEY-3")).batch());
        assertThat(development("KEY-3").branches()).extracting(Development.Branch::sha).containsExactly(sha(4));
        assertThat(state().known()).as("its history is not complete yet").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oddTextIsStored(TestDatabase given) {
        use(given);
        String nul = "KEY-1 a\0b";
        String emoji = "x".repeat(Texts.SHORT - 1) + "😀";
        String longest = "KEY-1 " + "é".repeat(32_000);
        CommitRow odd = new CommitRow(sha(1), 64, new CommitRow.Signature(emoji, null, Long.MIN_VALUE / 1000, -720),
                new CommitRow.Signature("", "", Long.MAX_VALUE / 1000, 840), nul, true, null, List.of("KEY-1", "KEY-1", "K-" + "9".repeat(300)));
        writer.write(lease, making().commits(odd, commit(sha(2), longest, "KEY-1"))
                .branches(branch("fix/#1 100% ✓ " + "b".repeat(600), sha(1), "KEY-1")).batch());
        List<Development.Commit> found = development("KEY-1").commits();
        assertThat(found).hasSize(2);
        assertThat(found.get(0).message()).isEqualTo(longest);
        assertThat(found.get(1).message()).isEqualTo("KEY-1 a\uFFFDb");
        assertThat(found.get(1).messageCut()).isTrue();
        assertThat(found.get(1).authorName()).isEqualTo("x".repeat(Texts.SHORT - 1));
        assertThat(found.get(1).authorEmail()).isEmpty();
        assertThat(found.get(1).parents()).isEqualTo(64);
        assertThat(development("KEY-1").branches().get(0).url())
                .startsWith("https://forge/acme/r42/-/tree/fix/%231%20100%25%20%E2%9C%93%20bbb");
        assertThat(tables.count("COMMIT_KEY")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void manyRowsInOneBatchAndACommitTwice(TestDatabase given) {
        use(given);
        List<CommitRow> many = IntStream.range(0, 1_234).mapToObj(i -> commit(sha(i % 1_200), "KEY-1", "KEY-1", "KEY-2")).toList();
        writer.write(lease, making().commits(many).cursor("c").end().batch());
        assertThat(record().commits()).isEqualTo(1_200);
        assertThat(tables.count("COMMIT_KEY")).isEqualTo(2_400);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void twoRepositoriesDoNotMeet(TestDatabase given) {
        use(given);
        int other = tables.newRepository(1, 43);
        Lease otherLease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(other)).orElseThrow();
        writer.write(lease, everything().end(branch("main", sha(1))).batch());
        writer.write(otherLease, new Rows.Making(other).commits(commit(sha(1), "KEY-1 one", "KEY-1"))
                .branches(branch("main", sha(7))).end(branch("main", sha(7))).batch());
        assertThat(development("KEY-1").commits()).hasSize(3);
        assertThat(state().known()).containsExactly(new SyncState.Head("main", sha(1)));
        new Repositories(tables.database()).link(other, false);
        assertThat(development("KEY-1").commits()).as("an unlinked repository is not shown").hasSize(2);
        new Removal(tables.database()).repository(new Leases(tables.database(), "test").seize(Lease.ofRepository(other)), other);
        assertThat(tables.count("COMMIT")).isEqualTo(2);
        assertThat(tables.count("REPOSITORY")).isEqualTo(1);
        assertThatThrownBy(() -> writer.write(otherLease, new Rows.Making(other).cursor("late").batch()))
                .isInstanceOf(LeaseLostException.class);
    }
}
