package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.request;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever changes on an issue changes its version and no other's, and is told to who listens. */
class DevelopmentVersionsTest {
    private static final Set<String> ONE = Set.of("KEY-1", "OLD-1");
    private static final Set<String> TWO = Set.of("KEY-2");

    private Database database;
    private DevelopmentVersions versions;
    private BatchWriter writer;
    private Lease lease;
    private int repository;
    private final AtomicInteger told = new AtomicInteger();

    private void use(TestDatabase given) {
        database = given.database();
        versions = new DevelopmentVersions(database);
        writer = new BatchWriter(database, TestDatabase.CLOCK);
        repository = given.newRepository(1, 42);
        lease = new Leases(database, "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        writer.write(lease, making().commits(commit(sha(1), "KEY-1", "KEY-1"), commit(sha(2), "KEY-2", "KEY-2"))
                .requests(request(7, "OLD-1", "OLD-1")).end(branch("main", sha(2))).batch());
        database.whenShownChanges(told::incrementAndGet);
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private Map<Set<String>, String> now() {
        return versions.read(List.of(ONE, TWO));
    }

    /** Of KEY-1, alone. */
    private void changes(String what, Runnable change) {
        Map<Set<String>, String> before = now();
        told.set(0);
        change.run();
        assertThat(now().get(ONE)).as(what).isNotEqualTo(before.get(ONE));
        assertThat(now().get(TWO)).as(what).isEqualTo(before.get(TWO));
        assertThat(told.get()).as(what).isPositive();
    }

    private void sql(String text, Object... parameters) {
        database.change(sql -> assertThat(sql.update(text, parameters)).isPositive());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void everyChangeOfAnIssueIsAnotherVersionOfIt(TestDatabase given) {
        use(given);
        String hash = CommitTable.hash(repository, sha(1));
        String requestHash = MergeRequestTable.hash(repository, 7);
        changes("a commit", () -> writer.write(lease, making().commits(commit(sha(3), "KEY-1", "KEY-1")).batch()));
        changes("a branch", () -> writer.write(lease, making().branches(branch("KEY-1-x", sha(1), "KEY-1")).batch()));
        changes("a merge request of a former key", () -> writer.write(lease, making().requests(request(8, "OLD-1", "OLD-1")).batch()));
        changes("what a commit changed", () -> sql("UPDATE <COMMIT> SET [CHANGES_LOADED] = ?, [FILES_CHANGED] = 3 WHERE [UNIQUE_HASH] = ?", true, hash));
        changes("a smart commit", () -> sql("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [UNIQUE_HASH] = ?", CommandMark.TAKEN, hash));
        changes("its command", () -> sql("INSERT INTO <COMMAND> ([UNIQUE_HASH], [EQUAL_HASH], [COMMIT_HASH], [REPOSITORY_ID], [KIND], [STATE], [CHANGED_AT]) "
                + "VALUES ('u', 'e', ?, ?, 'COMMENT', 'WAITING', 5)", hash, repository));
        changes("its end", () -> sql("UPDATE <COMMAND> SET [STATE] = 'DONE', [CHANGED_AT] = 6 WHERE [UNIQUE_HASH] = 'u'"));
        changes("a review", () -> database.change(sql -> new ReviewerTable(repository).replace(sql, Map.of(requestHash, List.of(new ReviewerRow("ann", "Ann", "reviewed"))))));
        changes("another one", () -> database.change(sql -> new ReviewerTable(repository).replace(sql, Map.of(requestHash, List.of(new ReviewerRow("ann", "Ann", "approved"))))));
        changes("an approval", () -> sql("UPDATE <MERGE_REQUEST> SET [APPROVED] = ? WHERE [UNIQUE_HASH] = ?", true, requestHash));
        changes("a commit that left", () -> sql("UPDATE <COMMIT> SET [GONE_AT] = 5 WHERE [UNIQUE_HASH] = ?", hash));
        Map<Set<String>, String> before = now();
        new Repositories(database).link(repository, false);
        assertThat(now().get(ONE)).isNotEqualTo(before.get(ONE)).isEqualTo(versions.read(List.of(Set.of("KEY-1", "OLD-1"))).get(ONE));
        new Repositories(database).link(repository, true);
        assertThat(now()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsShownOnNoIssueIsToldToNobody(TestDatabase given) {
        use(given);
        Map<Set<String>, String> before = now();
        database.read(sql -> sql.query("SELECT [ID] FROM <COMMIT>", row -> row.getInt(1)));
        new Leases(database, "test").renew(lease);
        new Settings(database).put("x", "y");
        sql("UPDATE <REPOSITORY> SET [LAST_SYNC] = 5 WHERE [ID] = ?", repository);
        database.change(sql -> sql.update("UPDATE <COMMIT> SET [GONE_AT] = 5 WHERE [SHA] = 'none'"));
        assertThat(told.get()).isZero();
        assertThat(now()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void hundredsOfIssuesCostAFewQueries(TestDatabase given) {
        use(given);
        List<Set<String>> issues = IntStream.range(0, 500).mapToObj(i -> Set.of("KEY-" + i)).collect(Collectors.toList());
        int before = given.faults().executed();
        assertThat(versions.read(issues)).hasSize(500);
        assertThat(given.faults().executed() - before).isEqualTo(25); // five tables, a hundred keys each
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNodeHearsOfTheOthersAlone(TestDatabase given) {
        use(given);
        ShownStamp here = new ShownStamp(database, "a");
        ShownStamp there = new ShownStamp(database, "b");
        String before = here.others();
        here.publish("1");
        assertThat(here.others()).isEqualTo(before);
        there.publish("1");
        String after = here.others();
        assertThat(after).isNotEqualTo(before);
        there.publish("2");
        assertThat(here.others()).isNotEqualTo(after);
    }
}
