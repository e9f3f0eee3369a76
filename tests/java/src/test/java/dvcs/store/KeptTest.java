package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.HeldDeletions.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An administrator keeps what the brake held: exactly that, and nothing that leaves later. */
class KeptTest {
    private TestDatabase tables;
    private BatchWriter writer;
    private Repositories repositories;
    private Lease lease;
    private int repository;

    /** Forty branches with a commit each, of which the last ten vanished and are kept. */
    private void keep(TestDatabase given) {
        tables = given;
        writer = new BatchWriter(tables.database(), TestDatabase.CLOCK);
        repositories = new Repositories(tables.database());
        repository = tables.newRepository(1, 42);
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        writer.write(lease, making().commits(commits(0, 40)).branches(branches(0, 40)).end(branches(0, 40)).batch());
        vanish(30, 40);
        assertThat(record().held().missing()).isEqualTo(10);
        assertThat(repositories.answer(repository, Decision.REJECTED)).isTrue();
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private RepositoryRecord record() {
        return repositories.find(repository).orElseThrow();
    }

    private long shown() {
        return new DevelopmentReader(tables.database()).read(Set.of("KEY-1")).commits().size();
    }

    private List<String> known() {
        return SyncState.read(tables.database(), repository).known().stream().map(SyncState.Head::branch).sorted().toList();
    }

    private static List<CommitRow> commits(int from, int to) {
        List<CommitRow> commits = new ArrayList<>();
        IntStream.range(from, to).forEach(i -> commits.add(commit(sha(i), "KEY-1", "KEY-1")));
        return commits;
    }

    private static BranchRow[] branches(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> branch("b" + i, sha(i))).toArray(BranchRow[]::new);
    }

    private void vanish(int from, int to) {
        writer.write(lease, making().gone(IntStream.range(from, to).mapToObj(Rows::sha).toList(),
                IntStream.range(from, to).mapToObj(i -> "b" + i).toList(), List.of()).batch());
        writer.write(lease, making().end(branches(0, from)).batch());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatLeavesLaterLeaves(TestDatabase given) {
        keep(given);
        vanish(25, 30);
        assertThat(record().branches()).as("25 and the kept ones").isEqualTo(35);
        assertThat(shown()).isEqualTo(35);
        assertThat(record().held().decision()).as("the page still says so").isEqualTo(Decision.REJECTED);
        assertThat(record().held().holds()).isFalse();
        assertThat(record().isSettled()).as("so that a look at its heads is enough").isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aForcePushAfterItTakesItsCommitsAway(TestDatabase given) {
        keep(given);
        writer.write(lease, making().commits(commit(sha(90), "KEY-1", "KEY-1")).branches(branch("b0", sha(90)))
                .gone(List.of(sha(0)), List.of(), List.of()).batch());
        BranchRow[] heads = branches(0, 30);
        heads[0] = branch("b0", sha(90));
        writer.write(lease, making().end(heads).batch());
        assertThat(shown()).as("one came, one left").isEqualTo(40);
        assertThat(record().departures()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aSecondWaveIsHeldForItselfAndTheFirstStays(TestDatabase given) {
        keep(given);
        vanish(18, 30);
        assertThat(record().held().decision()).isEqualTo(Decision.OPEN);
        assertThat(record().held().missing()).as("without those that are kept").isEqualTo(12);
        assertThat(record().held().all()).isEqualTo(30);
        assertThat(repositories.answer(repository, Decision.ACCEPTED)).isTrue();
        read(18);
        assertThat(shown()).as("18 and the first ten").isEqualTo(28);
        assertThat(known()).as("those at the forge").hasSize(18);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingLeavesThemAndSettlesWhatLeftBesideThem(TestDatabase given) {
        keep(given);
        assertThat(record().fullWanted()).isTrue();
        read(28);
        assertThat(shown()).as("28 that it met and ten kept").isEqualTo(38);
        assertThat(record().branches()).isEqualTo(38);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theyAreNotAskedAboutAndAreOrdinaryAgainWhenTheyComeBack(TestDatabase given) {
        keep(given);
        assertThat(known()).hasSize(30).doesNotContain("b35");
        writer.write(lease, making().commits(commit(sha(35), "KEY-1", "KEY-1")).branches(branch("b35", sha(35))).batch());
        BranchRow[] heads = branches(0, 31);
        heads[30] = branch("b35", sha(35));
        writer.write(lease, making().end(heads).batch());
        assertThat(known()).hasSize(31).contains("b35");
        writer.write(lease, making().gone(List.of(sha(35)), List.of("b35"), List.of()).batch());
        writer.write(lease, making().end(branches(0, 30)).batch());
        assertThat(record().branches()).as("now it has left").isEqualTo(39);
        assertThat(shown()).isEqualTo(39);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAcceptanceTakesItBack(TestDatabase given) {
        keep(given);
        assertThat(repositories.answer(repository, Decision.ACCEPTED)).isTrue();
        read(30);
        assertThat(shown()).isEqualTo(30);
        assertThat(record().held().missing()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofAnAccountTheRepositoriesThatWereMissingAreKeptAndOthersGo(TestDatabase given) {
        tables = given;
        Accounts accounts = new Accounts(tables.database(), null, TestDatabase.CLOCK);
        for (int i = 0; i < 40; i++) {
            tables.newRepository(1, i);
        }
        Lease account = new Leases(tables.database(), "test").tryAcquire(Lease.ofAccount(1)).orElseThrow();
        RepositoryListing listing = new RepositoryListing(tables.database(), account, 1, true, 4);
        assertThat(listing.bury(seen(30), 2_000).holds()).isTrue();
        assertThat(accounts.answer(1, Decision.REJECTED)).isTrue();
        listing.bury(seen(28), 3_000);
        assertThat(tables.there()).as("28 and the kept ones").isEqualTo(38);
        assertThat(listing.bury(seen(15), 4_000).missing()).as("a second wave").isEqualTo(13);
        assertThat(tables.there()).isEqualTo(38);
        assertThat(accounts.answer(1, Decision.ACCEPTED)).isTrue();
        listing.bury(seen(15), 5_000);
        assertThat(tables.there()).isEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAcceptanceIsNotUsedUpByABurialThatFailed(TestDatabase given) {
        tables = given;
        Accounts accounts = new Accounts(tables.database(), null, TestDatabase.CLOCK);
        for (int i = 0; i < 40; i++) {
            tables.newRepository(1, i);
        }
        Lease account = new Leases(tables.database(), "test").tryAcquire(Lease.ofAccount(1)).orElseThrow();
        RepositoryListing listing = new RepositoryListing(tables.database(), account, 1, true, 4);
        listing.bury(seen(5), 2_000);
        accounts.answer(1, Decision.ACCEPTED);
        int faults = 0;
        for (int statement = 1; tables.there() > 5; statement++) {
            tables.faults().failAt(statement);
            try {
                listing.bury(seen(5), 3_000);
            } catch (StoreException e) {
                faults++;
            } finally {
                tables.faults().failAt(0);
            }
        }
        assertThat(faults).isGreaterThan(3);
        assertThat(listing.bury(seen(5), 4_000).missing()).as("settled").isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAnswerThatComesWhileRepositoriesAreBuriedKeepsTheRest(TestDatabase given) {
        tables = given;
        Accounts accounts = new Accounts(tables.database(), null, TestDatabase.CLOCK);
        tables.newRepository(1, 0);
        Lease account = new Leases(tables.database(), "test").tryAcquire(Lease.ofAccount(1)).orElseThrow();
        RepositoryListing listing = new RepositoryListing(tables.database(), account, 1, true, 4);
        listing.store(LongStream.range(1, 700).mapToObj(i -> new ListedRepository(i, "acme/r" + i, "r" + i, "", "", "main", false, false, 0))
                .toList());
        assertThat(listing.bury(seen(50), 2_000).missing()).isEqualTo(650);
        for (int transaction = 4; transaction <= 5; transaction++) { // before the first piece, before the second
            assertThat(accounts.answer(1, Decision.ACCEPTED)).isTrue();
            long[] left = new long[1];
            Meanwhile meanwhile = new Meanwhile(tables.transactions(), transaction, () -> {
                accounts.answer(1, Decision.REJECTED);
                left[0] = tables.there();
            });
            Brake after = new RepositoryListing(tables.database(meanwhile), account, 1, true, 4).bury(seen(50), 3_000);
            assertThat(after.decision()).isEqualTo(Decision.REJECTED);
            assertThat(left[0]).isEqualTo(transaction == 4 ? 700 : 200);
            assertThat(tables.there()).as("as when the answer was given").isEqualTo(left[0]);
        }
        listing.bury(seen(50), 4_000);
        assertThat(tables.there()).as("those that were kept stay").isEqualTo(200);
        assertThat(accounts.answer(1, Decision.ACCEPTED)).isTrue();
        listing.bury(seen(50), 5_000);
        assertThat(tables.there()).isEqualTo(50);
    }

    /** Everything anew: the branches below {@code count} are there. */
    private void read(int count) {
        repositories.beginFull(lease, repository, 4);
        int generation = record().targetGeneration();
        writer.write(lease, making().reading(generation).commits(commits(0, count)).branches(branches(0, count))
                .end(branches(0, count)).batch());
    }

    private static Set<Long> seen(int count) {
        return Set.copyOf(LongStream.range(0, count).boxed().toList());
    }
}
