package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.request;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Development;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run that could not read everything leaves as it was. */
class MergeRequestsTest {
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

    private static MergeRequestRow half(long iid, String title, String... keys) {
        MergeRequestRow whole = request(iid, title, keys);
        return new MergeRequestRow(iid, title, "merged", false, whole.sourceBranch(), whole.targetBranch(), whole.author(), whole.authorName(),
                whole.updatedAt() + 60_000, whole.webUrl(), whole.headSha(), "", "", List.of(), whole.keys(), false);
    }

    private List<String> titles(String key) {
        return new DevelopmentReader(tables.database()).read(Set.of(key)).mergeRequests().stream()
                .map(Development.MergeRequest::title).toList();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void keysThatCouldNotBeReadStay(TestDatabase given) {
        use(given);
        writer.write(lease, making().requests(request(7, "KEY-1", "KEY-1", "KEY-2"), request(8, "other", "KEY-2")).batch());
        writer.write(lease, making().requests(half(7, "renamed KEY-3", "KEY-3", "KEY-2"), half(8, "nothing named")).batch());
        assertThat(titles("KEY-1")).containsExactly("renamed KEY-3");
        assertThat(titles("KEY-2")).as("each key once, and the row itself anew").containsExactlyInAnyOrder("renamed KEY-3", "nothing named");
        assertThat(titles("KEY-3")).containsExactly("renamed KEY-3");
        assertThat(tables.count("MR_KEY")).isEqualTo(4);

        writer.write(lease, making().requests(request(7, "read whole", "KEY-3"), request(8, "read whole")).batch());
        assertThat(titles("KEY-1")).as("now it is known that it is not named").isEmpty();
        assertThat(titles("KEY-2")).isEmpty();
        assertThat(titles("KEY-3")).containsExactly("read whole");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneOfWhichNothingIsKnownIsNotKept(TestDatabase given) {
        use(given);
        writer.write(lease, making().requests(half(9, "nothing named")).batch());
        assertThat(tables.count("MERGE_REQUEST")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingThatDidNotSeeThemAllSweepsNone(TestDatabase given) {
        use(given);
        BranchRow main = branch("main", sha(1));
        writer.write(lease, making().branches(main).requests(request(7, "KEY-1", "KEY-1"), request(8, "KEY-1", "KEY-1")).end(main).batch());
        Repositories repositories = new Repositories(tables.database());
        repositories.beginFull(lease, repository, 4);
        SyncBatch.End blind = new SyncBatch.End(List.of(main), 1_700_000_000_000L, "", "git", false, false, false, false);
        writer.write(lease, new SyncBatch(repository, 2, true, null, List.of(), List.of(main), List.of(request(7, "KEY-1", "KEY-1")),
                List.of(), List.of(), List.of(), Optional.of(blind)));
        assertThat(titles("KEY-1")).as("refused, or switched off, is not gone").hasSize(2);

        repositories.beginFull(lease, repository, 4);
        writer.write(lease, making().reading(3).branches(main).requests(request(7, "KEY-1", "KEY-1")).end(main).batch());
        assertThat(titles("KEY-1")).as("all were seen, and 8 is none of them").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingThatSkippedSomethingSweepsNoneAndLooksForEachLater(TestDatabase given) {
        use(given);
        BranchRow main = branch("main", sha(1));
        writer.write(lease, making().branches(main).requests(request(7, "KEY-1", "KEY-1"), request(8, "KEY-1", "KEY-1")).end(main).batch());
        Repositories repositories = new Repositories(tables.database());
        repositories.beginFull(lease, repository, 4);
        SyncBatch.End skipped = new SyncBatch.End(List.of(main), 1_700_000_000_000L, "1 items could not be read", "git", false, false, false, true);
        writer.write(lease, new SyncBatch(repository, 2, true, null, List.of(), List.of(main), List.of(request(7, "KEY-1", "KEY-1")),
                List.of(), List.of(), List.of(), Optional.of(skipped)));
        assertThat(titles("KEY-1")).as("the one that was skipped may be the other").hasSize(2);
        assertThat(repositories.find(repository).orElseThrow().probedAt()).as("at once").isZero();
    }
}
