package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.HeldDeletions.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What left a repository: tombstones, their end and their return, and the brake. */
class DeparturesTest {
    private TestDatabase tables;
    private BatchWriter writer;
    private Repositories repositories;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        writer = new BatchWriter(tables.database(), TestDatabase.CLOCK);
        repositories = new Repositories(tables.database());
        repository = tables.newRepository(1, 42);
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private RepositoryRecord record() {
        return repositories.find(repository).orElseThrow();
    }

    private long shown(String key) {
        return new DevelopmentReader(tables.database()).read(Set.of(key)).commits().size();
    }

    private static BranchRow[] branches(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> branch("b" + i, sha(i))).toArray(BranchRow[]::new);
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "b" + i).toList();
    }

    /** {@code count} branches, each with a commit of its own that names KEY-1. */
    private void imported(int count) {
        List<CommitRow> commits = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> commits.add(commit(sha(i), "KEY-1", "KEY-1")));
        writer.write(lease, making().commits(commits).branches(branches(0, count)).end(branches(0, count)).batch());
    }

    /** An increment after which only the branches below {@code left} are there. */
    private void vanish(int left, int count) {
        List<String> shas = IntStream.range(left, count).mapToObj(Rows::sha).toList();
        writer.write(lease, making().gone(shas, names(left, count), List.of()).batch());
        writer.write(lease, making().end(branches(0, left)).batch());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCommitThatLeftAndComesBackIsRevivedWithItsKeys(TestDatabase given) {
        use(given);
        imported(3);
        vanish(2, 3);
        assertThat(shown("KEY-1")).isEqualTo(2);
        assertThat(record().commits()).isEqualTo(2);
        assertThat(record().branches()).isEqualTo(2);
        assertThat(tables.count("COMMIT")).as("a tombstone").isEqualTo(3);
        writer.write(lease, making().commits(commit(sha(2), "KEY-1", "KEY-1")).end(branches(0, 3)).batch());
        assertThat(shown("KEY-1")).isEqualTo(3);
        assertThat(tables.count("COMMIT_KEY")).isEqualTo(3);
        assertThat(record().commits()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void tombstonesAreDeletedWhenTheirGraceIsOverAndOthersStay(TestDatabase given) {
        use(given);
        imported(20);
        vanish(18, 20);
        long now = TestDatabase.CLOCK.millis();
        writer = new BatchWriter(tables.database(), Clock.offset(TestDatabase.CLOCK, Duration.ofDays(3)));
        vanish(17, 18);
        Removal removal = new Removal(tables.database());
        assertThat(removal.gravesBefore(now)).as("not yet").isEmpty();
        assertThat(removal.gravesBefore(now + 1)).containsExactly(repository);
        removal.graves(lease, repository, now + 1, now);
        assertThat(tables.count("COMMIT")).isEqualTo(18);
        assertThat(tables.count("COMMIT_KEY")).isEqualTo(18);
        assertThat(tables.count("BRANCH")).isEqualTo(18);
        assertThat(removal.gravesBefore(now + 1)).as("the younger ones have their own time").isEmpty();
        assertThat(removal.gravesBefore(now + Duration.ofDays(3).toMillis() + 1)).containsExactly(repository);
        assertThat(shown("KEY-1")).isEqualTo(17);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theBrakeHoldsTenOfFortyAndLetsNineGo(TestDatabase given) {
        use(given);
        imported(40);
        vanish(30, 40);
        assertThat(record().held()).isEqualTo(new Brake(10, 40, TestDatabase.CLOCK.millis(), Decision.OPEN, 0));
        assertThat(shown("KEY-1")).as("nothing is removed").isEqualTo(40);
        assertThat(record().branches()).isEqualTo(40);
        assertThat(SyncState.read(tables.database(), repository).known()).as("asked about again").hasSize(40);
        vanish(31, 40);
        assertThat(record().held().holds()).as("one came back").isFalse();
        assertThat(record().branches()).isEqualTo(31);
        assertThat(record().fullWanted()).as("only a full reading knows which commits had left meanwhile").isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void acceptedDeletionsHappenInTheNextFullReading(TestDatabase given) {
        use(given);
        imported(40);
        vanish(5, 40);
        assertThat(repositories.answer(repository, Decision.ACCEPTED)).isTrue();
        assertThat(record().fullWanted()).isTrue();
        repositories.beginFull(lease, repository, 4);
        int generation = record().targetGeneration();
        List<CommitRow> left = IntStream.range(0, 5).mapToObj(i -> commit(sha(i), "KEY-1", "KEY-1")).toList();
        writer.write(lease, making().reading(generation).commits(left).branches(branches(0, 5)).end(branches(0, 5)).batch());
        assertThat(record().held().holds()).isFalse();
        assertThat(record().fullWanted()).isFalse();
        assertThat(shown("KEY-1")).isEqualTo(5);
        assertThat(record().branches()).isEqualTo(5);
        assertThat(repositories.answer(repository, Decision.ACCEPTED)).as("nothing is held any more").isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingIsHeldToo(TestDatabase given) {
        use(given);
        imported(40);
        repositories.beginFull(lease, repository, 4);
        writer.write(lease, making().reading(2).branches(branches(0, 3)).end(branches(0, 3)).batch());
        assertThat(record().held().missing()).isEqualTo(37);
        assertThat(shown("KEY-1")).isEqualTo(40);
        assertThat(record().generation()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatAnInterruptedRunMarkedIsForgottenSinceItMayBeBack(TestDatabase given) {
        use(given);
        imported(3);
        writer.write(lease, making().cursor("whole").end(branches(0, 3)).batch());
        writer.write(lease, making().cursor("half").gone(List.of(sha(2)), List.of("b2"), List.of()).batch());
        assertThat(record().departures()).isTrue();
        writer.forgetMarks(lease, repository);
        assertThat(cursor()).as("which says what else is left to do").isEqualTo("whole");
        writer.write(lease, making().end(branches(0, 3)).batch()); // it is back: the forge reports nothing
        assertThat(shown("KEY-1")).isEqualTo(3);
        assertThat(record().branches()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingNeverGoesOnFromTheCursorOfTheReadingBefore(TestDatabase given) {
        use(given);
        imported(3);
        writer.write(lease, making().cursor("whole").end(branches(0, 3)).batch());
        repositories.beginFull(lease, repository, 4);
        writer.write(lease, making().reading(2).cursor("half").gone(List.of(), List.of("b2"), List.of()).batch());
        writer.forgetMarks(lease, repository);
        assertThat(cursor()).isEmpty();
        writer.write(lease, making().reading(2).cursor("all").commits(commit(sha(0), "KEY-1", "KEY-1")).branches(branches(0, 1))
                .end(branches(0, 1)).batch());
        writer.write(lease, making().reading(2).cursor("more").gone(List.of(), List.of("b0"), List.of()).batch());
        writer.forgetMarks(lease, repository);
        assertThat(cursor()).as("its end comes in a later transaction than its cursor").isEqualTo("all");
    }

    private String cursor() {
        return new String(SyncState.read(tables.database(), repository).cursor(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void manyDeparturesGoInSlicesAndAFaultBetweenThemIsRepaired(TestDatabase given) {
        use(given);
        int many = Departures.SLICE * 2 + 100;
        List<CommitRow> commits = IntStream.range(0, many).mapToObj(i -> commit(sha(i), "KEY-1", "KEY-1")).toList();
        writer.write(lease, making().commits(commits).branches(branches(0, 1)).end(branches(0, 1)).batch());
        List<String> left = IntStream.range(1, many).mapToObj(Rows::sha).toList();
        writer.write(lease, making().gone(left, List.of(), List.of()).batch());
        SyncBatch end = making().end(branches(0, 1)).batch();
        int faults = 0;
        for (int statement = 1; record().departures(); statement++) {
            tables.faults().failAt(statement);
            try {
                writer.write(lease, end);
            } catch (StoreException e) {
                faults++;
            } finally {
                tables.faults().failAt(0);
            }
            if (record().departures() && shown("KEY-1") < many) {
                assertThat(record().fullWanted()).as("half a burial, after a fault at statement %d", statement).isTrue();
            }
        }
        assertThat(faults).isGreaterThan(5);
        assertThat(shown("KEY-1")).isEqualTo(1);
        assertThat(record().commits()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aBranchThatOnlyAnInterruptedRunSawIsNotKeptForEver(TestDatabase given) {
        use(given);
        writer.write(lease, making().cursor("half").commits(commit(sha(9), "KEY-1", "KEY-1")).branches(branch("b0", sha(0)), branch("b9", sha(9))).batch());
        writer.write(lease, making().branches(branch("b0", sha(0))).end(branches(0, 1)).batch());
        assertThat(record().branches()).isEqualTo(1);
        assertThat(record().fullWanted()).as("its commits are found by reading everything").isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aLookThatFindsNothingMovesTheVerifiedTimeOnly(TestDatabase given) {
        use(given);
        imported(2);
        RepositoryRecord before = record();
        String rows = tables.snapshot("COMMIT", "COMMIT_KEY", "BRANCH", "BRANCH_KEY");
        long later = before.verifiedAt() + 1_000;
        writer.write(lease, new SyncBatch(repository, 1, false, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                Optional.of(new SyncBatch.End(List.of(branches(0, 2)), later, "", "git", false, true, false, true))));
        assertThat(record().verifiedAt()).isEqualTo(later);
        assertThat(record().lastSync()).isEqualTo(before.lastSync());
        assertThat(tables.snapshot("COMMIT", "COMMIT_KEY", "BRANCH", "BRANCH_KEY")).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anIncompleteHistoryWantsAFullReadingOnce(TestDatabase given) {
        use(given);
        imported(2);
        SyncBatch.End incomplete = new SyncBatch.End(List.of(branches(0, 2)), 1_700_000_000_000L, "", "git", true, false, false, true);
        writer.write(lease, new SyncBatch(repository, 1, false, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                Optional.of(incomplete)));
        assertThat(record().fullWanted()).isTrue();
        repositories.beginFull(lease, repository, 4);
        assertThat(record().fullWanted()).isFalse();
        writer.write(lease, new SyncBatch(repository, 2, true, null, List.of(), List.of(branches(0, 2)), List.of(), List.of(), List.of(),
                List.of(), Optional.of(incomplete)));
        assertThat(record().fullWanted()).as("a full reading needs no other").isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryIsDeletedInSlicesBehindItsLease(TestDatabase given) {
        use(given);
        List<CommitRow> commits = IntStream.range(0, Departures.SLICE * 2).mapToObj(i -> commit(sha(i), "KEY-1", "KEY-1", "KEY-2")).toList();
        writer.write(lease, making().commits(commits).branches(branches(0, 1)).end(branches(0, 1)).batch());
        Leases leases = new Leases(tables.database(), "test");
        Lease seized = leases.seize(Lease.ofRepository(repository));
        tables.faults().failAt(12); // a slice of keys is a fence, a question and five deletions: in the second one
        assertThatThrownBy(() -> new Removal(tables.database()).repository(seized, repository)).isInstanceOf(StoreException.class);
        tables.faults().failAt(0);
        assertThat(tables.count("COMMIT_KEY")).as("the first slice went, the second came back").isEqualTo(2_000 - Departures.SLICE);
        Lease next = leases.seize(Lease.ofRepository(repository));
        assertThatThrownBy(() -> new Removal(tables.database()).repository(seized, repository))
                .isInstanceOf(LeaseLostException.class);
        new Removal(tables.database()).repository(next, repository);
        for (String table : List.of("REPOSITORY", "COMMIT", "COMMIT_KEY", "BRANCH")) {
            assertThat(tables.count(table)).as(table).isZero();
        }
        assertThat(leases.renew(next)).as("its lease is gone, too").isFalse();
    }
}
