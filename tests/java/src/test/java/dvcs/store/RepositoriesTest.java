package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.HeldDeletions.Decision;
import dvcs.api.RepositoryFilter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepositoriesTest {
    private static final int ACCOUNT = 1;

    private TestDatabase tables;
    private RepositoryListing listing;
    private Lease lease;
    private Repositories repositories;

    private void use(TestDatabase given) {
        tables = given;
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofAccount(ACCOUNT)).orElseThrow();
        listing = new RepositoryListing(tables.database(), lease, ACCOUNT, true, 4);
        repositories = new Repositories(tables.database());
    }

    private static ListedRepository listed(long id, String path) {
        return new ListedRepository(id, path, path, "https://f/" + path, "https://f/" + path + ".git", "main", false, false, 5_000);
    }

    private static List<ListedRepository> many(long from, long to) {
        return LongStream.range(from, to).mapToObj(id -> listed(id, String.format("acme/r%03d", id))).toList();
    }

    private static RepositorySearch containing(String text) {
        return new RepositorySearch(ACCOUNT, RepositoryFilter.ALL, text);
    }

    private static Set<Long> ids(long from, long to) {
        return LongStream.range(from, to).boxed().collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRenameKeepsTheRepositoryAndItsState(TestDatabase given) {
        use(given);
        listing.store(List.of(listed(1, "acme/old")));
        int id = repositories.ofAccount(ACCOUNT).get(0).id();
        Lease ofRepository = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(id)).orElseThrow();
        repositories.state(ofRepository, id, "SYNCED", "");
        repositories.link(id, false);
        listing.store(List.of(listed(1, "other/new"), listed(2, "acme/old")));
        RepositoryRecord renamed = repositories.find(id).orElseThrow();
        assertThat(renamed.path()).isEqualTo("other/new");
        assertThat(renamed.state()).isEqualTo("SYNCED");
        assertThat(renamed.linked()).isFalse();
        assertThat(repositories.ofAccount(ACCOUNT)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void pagesInTheOrderOfPathsAndFindsLiterally(TestDatabase given) {
        use(given);
        listing.store(many(0, 250));
        listing.store(List.of(listed(900, "acme/100%_Sure!")));
        assertThat(repositories.page(containing("acme/r"), 100, 3)).extracting(RepositoryRecord::path)
                .containsExactly("acme/r100", "acme/r101", "acme/r102");
        assertThat(repositories.count(containing(""))).isEqualTo(251);
        assertThat(repositories.page(containing("0%_sure!"), 0, 10)).extracting(RepositoryRecord::forgeId).containsExactly(900L);
        assertThat(repositories.count(containing("R1_0"))).as("no wildcards").isZero();
        assertThat(repositories.page(containing(""), 251, 10)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatACompleteListingDoesNotNameIsGoneAndComesBack(TestDatabase given) {
        use(given);
        listing.store(many(0, 5));
        assertThat(listing.bury(ids(0, 4), 2_000)).isEqualTo(Brake.RELEASED);
        assertThat(repositories.ofAccount(ACCOUNT)).filteredOn(row -> row.goneAt() == 2_000)
                .extracting(RepositoryRecord::forgeId).containsExactly(4L);
        assertThat(repositories.totals(ACCOUNT).repositories()).isEqualTo(4);
        listing.store(many(4, 5));
        assertThat(repositories.ofAccount(ACCOUNT)).allMatch(row -> row.goneAt() == 0);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theBrakeHoldsWhenManyVanishAtOnce(TestDatabase given) {
        use(given);
        listing.store(many(0, 40));
        assertThat(listing.bury(ids(0, 30), 2_000)).as("10 of 40").isEqualTo(new Brake(10, 40, 2_000, Decision.OPEN, 0));
        assertThat(repositories.ofAccount(ACCOUNT)).allMatch(row -> row.goneAt() == 0);
        assertThat(listing.bury(ids(0, 31), 3_000)).as("9 are few").isEqualTo(Brake.RELEASED);
        assertThat(repositories.totals(ACCOUNT).repositories()).isEqualTo(31);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aListingOfAnAccountThatAnotherNodeTookStoresNothing(TestDatabase given) {
        use(given);
        new Leases(tables.database(), "test").releaseAllOfThisNode();
        assertThatThrownBy(() -> listing.store(many(0, 3))).isInstanceOf(LeaseLostException.class);
        assertThat(repositories.ofAccount(ACCOUNT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aDamagedCursorCostsANewStartOnly(TestDatabase given) {
        use(given);
        listing.store(many(0, 1));
        int id = repositories.ofAccount(ACCOUNT).get(0).id();
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [SYNC_CURSOR] = ? WHERE [ID] = ?", "no base64!", id));
        assertThat(SyncState.read(tables.database(), id).cursor()).isEmpty();
    }
}
