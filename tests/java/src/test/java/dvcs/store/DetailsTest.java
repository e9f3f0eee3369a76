package dvcs.store;

import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Development;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetailsTest {
    private static final ReviewerRow ANN = new ReviewerRow("ann", "Ann", "unknown");
    private static final ReviewerRow BOB = new ReviewerRow("bob", "Bob", "unknown");

    private TestDatabase tables;
    private BatchWriter writer;
    private Details details;
    private Lease runLease;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        writer = new BatchWriter(tables.database(), TestDatabase.CLOCK);
        details = at(Duration.ZERO);
        repository = tables.newRepository(1, 42);
        Leases leases = new Leases(tables.database(), "test");
        runLease = leases.tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        lease = leases.tryAcquire(Lease.ofDetails(1)).orElseThrow();
    }

    private Details at(Duration later) {
        return new Details(tables.database(), Clock.offset(TestDatabase.CLOCK, later));
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private static MergeRequestRow request(long updatedAt, List<ReviewerRow> reviewers, String... keys) {
        return new MergeRequestRow(7, "t", "opened", false, "topic", "main", "ann", "Ann", updatedAt, "https://forge/mr/7",
                sha(70), "", "", reviewers, List.of(keys), true);
    }

    private void store(MergeRequestRow... requests) {
        writer.write(runLease, making().requests(requests).batch());
    }

    private static ChangesRow changes(String sha, ChangesRow.File... files) {
        return new ChangesRow(sha, files.length + 3, 30, 4, false, List.of(files));
    }

    private Development read(String... keys) {
        return new DevelopmentReader(tables.database()).read(Set.of(keys));
    }

    private List<String> wantedShas(Details from) {
        return from.wanted(1, 100).stream().map(Details.Wanted::sha).toList();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatACommitChangedIsShownWithIt(TestDatabase given) {
        use(given);
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).batch());
        assertThat(read("KEY-1").commits().get(0).changes()).isEqualTo(Development.Changes.NOT_LOADED);
        details.store(lease, repository, Map.of(), List.of(changes(sha(1), new ChangesRow.File("a/b.c", "", "added", 20, 0),
                new ChangesRow.File("néw", "old", "renamed", 1, 4))), List.of(), List.of());
        Development.Changes shown = read("KEY-1").commits().get(0).changes();
        assertThat(shown.loaded()).isTrue();
        assertThat(shown.complete()).isFalse();
        assertThat(List.of(shown.filesChanged(), shown.addedLines(), shown.removedLines())).containsExactly(5L, 30L, 4L);
        assertThat(shown.files()).extracting(Development.ChangedFile::path).containsExactly("a/b.c", "néw");
        assertThat(shown.files().get(1).oldPath()).isEqualTo("old");
        assertThat(shown.files().get(1).change()).isEqualTo("renamed");
        assertThat(shown.files().get(0).url()).startsWith("https://forge/c/" + sha(1) + "#");
        assertThat(details.wanted(1, 10)).isEmpty();
        // again, with less: what was there is replaced
        details.store(lease, repository, Map.of(), List.of(changes(sha(1))), List.of(), List.of());
        assertThat(read("KEY-1").commits().get(0).changes().files()).isEmpty();
        assertThat(tables.count("CHANGED_FILE")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void changesOfACommitThatIsGoneLeaveNothingBehind(TestDatabase given) {
        use(given);
        details.store(lease, repository, Map.of(), List.of(changes(sha(9), new ChangesRow.File("a", "", "added", 1, 0))),
                List.of(new ReviewRow(9, true, List.of(ANN))), List.of());
        assertThat(tables.count("CHANGED_FILE")).isZero();
        assertThat(tables.count("REVIEWER")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryThatIsRemovedTakesItsDetailsAlong(TestDatabase given) {
        use(given);
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).requests(request(1, List.of(ANN), "KEY-1")).batch());
        details.store(lease, repository, Map.of(), List.of(changes(sha(1), new ChangesRow.File("a", "", "added", 1, 0))), List.of(), List.of());
        assertThat(tables.count("CHANGED_FILE")).isEqualTo(1);
        new Removal(tables.database()).repository(runLease, repository);
        assertThat(tables.count("CHANGED_FILE")).isZero();
        assertThat(tables.count("REVIEWER")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theNewestAreWantedFirstAndOnlyOfThisAccount(TestDatabase given) {
        use(given);
        List<CommitRow> commits = IntStream.rangeClosed(1, 5).mapToObj(i -> {
            CommitRow row = commit(sha(i), "KEY-1", "KEY-1");
            CommitRow.Signature author = new CommitRow.Signature("Ann", "a@example.com", i * 1000L, 0);
            return new CommitRow(row.sha(), 1, author, author, "KEY-1", false, row.webUrl(), row.keys());
        }).toList();
        writer.write(runLease, making().commits(commits).requests(request(3500, List.of(), "KEY-1")).batch());
        tables.newRepository(2, 43);
        assertThat(details.wanted(1, 3)).extracting(Details.Wanted::sha).containsExactly(sha(5), sha(4), "");
        assertThat(details.wanted(1, 3).get(2).iid()).isEqualTo(7);
        assertThat(details.wanted(2, 3)).isEmpty();
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [LINKED] = ? WHERE [ID] = ?", false, repository));
        assertThat(details.wanted(1, 3)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRowOfAnOlderVersionIsWantedToo(TestDatabase given) {
        use(given);
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).batch());
        tables.database().change(sql -> sql.update("UPDATE <COMMIT> SET [DETAILS_DUE] = NULL, [DETAILS_TRIES] = NULL, "
                + "[CHANGES_LOADED] = NULL"));
        assertThat(wantedShas(details)).containsExactly(sha(1));
        assertThat(read("KEY-1").commits().get(0).changes().loaded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatWasAskedForInVainIsAskedForLaterAndLater(TestDatabase given) {
        use(given);
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).requests(request(1, List.of(), "KEY-1")).batch());
        Duration now = Duration.ZERO;
        Duration last = Duration.ZERO;
        for (int round = 0; round < 16; round++) {
            List<Details.Wanted> wanted = at(now).wanted(1, 10);
            assertThat(wanted).hasSize(2);
            at(now).asking(lease, wanted);
            Duration pause = Duration.ofMillis(Details.pause(round));
            assertThat(at(now.plus(pause).minusMillis(1)).wanted(1, 10)).isEmpty();
            assertThat(pause).isGreaterThanOrEqualTo(last).isBetween(Duration.ofMinutes(5), Duration.ofDays(8));
            now = now.plus(pause);
            last = pause;
        }
        assertThat(last).isGreaterThan(Duration.ofDays(5));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void reviewsAreAskedForAgainOnlyWhenTheMergeRequestChanged(TestDatabase given) {
        use(given);
        store(request(1000, List.of(ANN, BOB), "KEY-1"));
        assertThat(read("KEY-1").mergeRequests().get(0).reviewers()).extracting(Development.Reviewer::state)
                .containsExactly("unknown", "unknown");
        details.store(lease, repository, Map.of(7L, 1000L), List.of(), List.of(new ReviewRow(7, true, List.of(
                new ReviewerRow("ann", "Ann", "approved"), new ReviewerRow("bob", "Bob", "unreviewed"),
                new ReviewerRow("cid", "", "approved")))), List.of());
        store(request(1000, List.of(ANN, BOB), "KEY-1")); // a resent batch, or a full reading
        assertThat(details.wanted(1, 10)).isEmpty();
        Development.MergeRequest shown = read("KEY-1").mergeRequests().get(0);
        assertThat(shown.approved()).isTrue();
        assertThat(shown.reviewers()).containsExactly(new Development.Reviewer("ann", "Ann", "approved"),
                new Development.Reviewer("bob", "Bob", "unreviewed"), new Development.Reviewer("cid", "", "approved"));

        store(request(2000, List.of(BOB, new ReviewerRow("dan", "Dan", "unknown")), "KEY-1"));
        assertThat(details.wanted(1, 10)).hasSize(1);
        assertThat(read("KEY-1").mergeRequests().get(0).reviewers()).containsExactly(
                new Development.Reviewer("bob", "Bob", "unreviewed"), new Development.Reviewer("dan", "Dan", "unknown"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAnswerThatIsOlderThanTheMergeRequestIsNotStored(TestDatabase given) {
        use(given);
        store(request(1000, List.of(ANN), "KEY-1"));
        List<Details.Wanted> asked = details.wanted(1, 10);
        details.asking(lease, asked);
        store(request(2000, List.of(BOB), "KEY-1")); // while the forge answers
        Map<Long, Long> at = Map.of(7L, asked.get(0).at());
        details.store(lease, repository, at, List.of(), List.of(new ReviewRow(7, true, List.of(ANN))), List.of());
        assertThat(read("KEY-1").mergeRequests().get(0).reviewers()).extracting(Development.Reviewer::user).containsExactly("bob");
        assertThat(read("KEY-1").mergeRequests().get(0).approved()).isFalse();
        assertThat(details.wanted(1, 10)).as("it is asked about again").hasSize(1);
        details.store(lease, repository, at, List.of(), List.of(), List.of(7L));
        assertThat(read("KEY-1").mergeRequests()).as("nor is it removed").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryWithoutAnythingDueIsNotLookedAtUntilRowsCome(TestDatabase given) {
        use(given);
        assertThat(details.any(1)).as("as after an update of the plugin").isTrue();
        assertThat(details.wanted(1, 10)).isEmpty();
        assertThat(details.any(1)).isFalse();
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).batch());
        assertThat(details.any(1)).isTrue();
        List<Details.Wanted> wanted = details.wanted(1, 10);
        details.asking(lease, wanted);
        assertThat(details.wanted(1, 10)).isEmpty();
        assertThat(details.any(1)).as("not before the next try").isFalse();
        assertThat(at(Duration.ofMinutes(6)).any(1)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void rowsThatComeWhileARepositoryIsFoundEmptyAreLookedFor(TestDatabase given) {
        use(given);
        Leases leases = new Leases(tables.database(), "test");
        for (int transaction = 1; transaction <= 4; transaction++) { // look, search, next one, mark
            int account = 10 + transaction;
            int empty = tables.newRepository(account, 43);
            tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [DETAILS_DUE] = NULL WHERE [ID] = ?", empty));
            Lease run = leases.tryAcquire(Lease.ofRepository(empty)).orElseThrow();
            Meanwhile meanwhile = new Meanwhile(tables.transactions(), transaction,
                    () -> writer.write(run, new Rows.Making(empty).commits(commit(sha(1), "KEY-1", "KEY-1")).batch()));
            new Details(tables.database(meanwhile), TestDatabase.CLOCK).wanted(account, 10);
            assertThat(meanwhile.happened()).isTrue();
            assertThat(details.any(account)).as("rows came before transaction %d", transaction).isTrue();
            assertThat(details.wanted(account, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRepositoryWithManyIsServedInTurnWithTheOthers(TestDatabase given) {
        use(given);
        writer.write(runLease, making().commits(IntStream.range(0, 50).mapToObj(i -> commit(sha(i), "KEY-1", "KEY-1")).toList()).batch());
        assertThat(details.wanted(1, 5)).hasSize(5);
        Leases leases = new Leases(tables.database(), "test");
        for (long other = 100; other < 112; other++) {
            int id = tables.newRepository(1, other);
            Lease run = leases.tryAcquire(Lease.ofRepository(id)).orElseThrow();
            writer.write(run, new Rows.Making(id).commits(commit(sha(7), "KEY-1", "KEY-1")).batch());
        }
        assertThat(at(Duration.ofMillis(1)).wanted(1, 30)).as("first those whose rows are new").hasSize(10)
                .noneMatch(each -> each.repositoryId() == repository);
        assertThat(at(Duration.ofMillis(2)).wanted(1, 60)).anyMatch(each -> each.repositoryId() == repository);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void keysOfAMergeRequestThatWentAwayGoAway(TestDatabase given) {
        use(given);
        store(request(1, List.of(ANN), "KEY-1", "KEY-2"));
        store(request(2, List.of(ANN), "KEY-2", "KEY-3"));
        assertThat(read("KEY-1").mergeRequests()).isEmpty();
        assertThat(read("KEY-2").mergeRequests()).hasSize(1);
        assertThat(read("KEY-3").mergeRequests()).hasSize(1);
        store(request(3, List.of(ANN)));
        assertThat(read("KEY-2", "KEY-3").mergeRequests()).isEmpty();
        assertThat(List.of(tables.count("MERGE_REQUEST"), tables.count("MR_KEY"), tables.count("REVIEWER"))).containsOnly(0L);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aMergeRequestThatTheForgeDoesNotHaveIsRemoved(TestDatabase given) {
        use(given);
        store(request(1, List.of(ANN), "KEY-1"));
        details.store(lease, repository, Map.of(7L, 1L, 8L, 1L), List.of(), List.of(), List.of(7L, 8L));
        assertThat(List.of(tables.count("MERGE_REQUEST"), tables.count("MR_KEY"), tables.count("REVIEWER"))).containsOnly(0L);
    }

    @Test
    void nothingIsStoredUnderALostLease() {
        use(TestDatabase.open("h2"));
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).batch());
        Lease lost = new Lease(lease.resource(), "another");
        assertThatThrownBy(() -> details.store(lost, repository, Map.of(), List.of(changes(sha(1))), List.of(), List.of()))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> details.asking(lost, details.wanted(1, 10))).isInstanceOf(LeaseLostException.class);
        assertThat(read("KEY-1").commits().get(0).changes().loaded()).isFalse();
        tables.close();
    }

    @Test
    void textsOfAnyLengthFit() {
        use(TestDatabase.open("h2"));
        writer.write(runLease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).requests(
                request(1, List.of(new ReviewerRow("u".repeat(1000), "n\0".repeat(600), "unknown")), "KEY-1")).batch());
        details.store(lease, repository, Map.of(), List.of(changes(sha(1), new ChangesRow.File("p".repeat(60_000), null, "added", 1, 0))),
                List.of(), List.of());
        assertThat(read("KEY-1").commits().get(0).changes().files().get(0).path()).hasSize(60_000);
        assertThat(read("KEY-1").mergeRequests().get(0).reviewers().get(0).user()).hasSize(Texts.SHORT);
        tables.close();
    }

    @Test
    void aFilesAddressFollowsItsForge() {
        assertThat(FileUrl.of("https://h/a/-/commit/ab", "x")).isEqualTo("https://h/a/-/commit/ab#11f6ad8ec52a2984abaafd7c3b516503785c2072");
        assertThat(FileUrl.of("https://h/a/commit/ab", "x")).endsWith("#diff-11f6ad8ec52a2984abaafd7c3b516503785c2072");
        assertThat(FileUrl.of("", "x")).isEmpty();
    }
}
