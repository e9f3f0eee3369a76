package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored of deliveries, also when a statement fails and when another node stores the same. */
@Timeout(120)
class HookInboxTest {
    private static final long NOW = 1_700_000_000_000L;

    private TestDatabase database;
    private HookInbox inbox;
    private HookMarks marks;

    private void use(TestDatabase given) {
        database = given;
        inbox = new HookInbox(database.database());
        marks = new HookMarks(database.database());
        database.database().change(sql -> sql.update(
                "INSERT INTO <ACCOUNT> ([ID], [HOST], [UNIQUE_HASH], [AUTO_LINK], [REMOVED], [STOPPED]) VALUES (1, 'gitlab', 'a', ?, ?, ?)", true, false, false));
    }

    private static Delivery push(long repository, String id) {
        return new Delivery(1, repository, "PUSH", "ann", id, true, NOW);
    }

    private HookInbox.Found store(Delivery... deliveries) {
        return inbox.store(List.of(deliveries), Set.of(), Set.of(), NOW);
    }

    private void set(int repository, String column, Object value) {
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [" + column + "] = ? WHERE [ID] = ?", value, repository));
    }

    private long openMarks() {
        return database.database().read(sql -> sql.count("SELECT COUNT(*) FROM <HOOK_MARK> WHERE [OPEN_SINCE] > 0"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aDeliveryLeavesARowAndAMark(TestDatabase given) {
        use(given);
        int id = given.newRepository(1, 7);
        HookInbox.Found found = store(push(7, "x"));
        assertThat(found.repositories()).containsExactly(new Hooked(id, 1, false));
        assertThat(found.accounts()).isEmpty();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
        assertThat(given.snapshot("HOOK_DELIVERY")).contains("ACCOUNT_ID=1", "FORGE_ID=7", "KIND=PUSH", "PUSHER=ann", "RECEIVED_AT=" + NOW);
        assertThat(marks.read(1, 7).marks()).isEqualTo(1);
        assertThat(marks.seenAt(1)).isEqualTo(NOW);
        set(id, "GENERATION", 1);
        set(id, "FULL_WANTED", false);
        assertThat(store(push(7, "y")).repositories()).containsExactly(new Hooked(id, 1, true));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theSameDeliveryCountsOnceInOneBatchAndInTwo(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        assertThat(store(push(7, "x"), push(7, "x")).repositories()).hasSize(1);
        assertThat(store(push(7, "x")).repositories()).isEmpty();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
        assertThat(marks.read(1, 7).marks()).isEqualTo(1);
        Delivery elsewhere = new Delivery(2, 7, "PUSH", "", "x", true, NOW);
        database.newRepository(2, 7);
        assertThat(store(elsewhere).repositories()).as("another account's").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void withoutANameOfTheForgeTheSameBodyIsOneRowButALookEachTime(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        Delivery unnamed = new Delivery(1, 7, "PUSH", "", "body", false, NOW);
        assertThat(store(unnamed).repositories()).hasSize(1);
        assertThat(store(unnamed).repositories()).as("pushed back and forth").hasSize(1);
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofWhatIsNotLinkedNothingIsStored(TestDatabase given) {
        use(given);
        set(given.newRepository(1, 7), "LINKED", false);
        HookInbox.Found found = store(push(7, "x"));
        assertThat(found.repositories()).isEmpty();
        assertThat(found.accounts()).isEmpty();
        assertThat(given.count("HOOK_DELIVERY") + openMarks()).isZero();
        assertThat(marks.seenAt(1)).as("it was a sign of life").isEqualTo(NOW);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anUnknownRepositoryMarksItsAccountIfThatTakesNewOnes(TestDatabase given) {
        use(given);
        set(given.newRepository(1, 7), "GONE_AT", 5L);
        assertThat(store(push(7, "gone"), push(8, "new")).accounts()).containsExactly(1);
        assertThat(marks.read(1, 0).marks()).as("both in one look").isEqualTo(1);
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [AUTO_LINK] = ?", false));
        assertThat(store(push(9, "other")).accounts()).isEmpty();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whoeverLookedClosesWhatWasThereWhenTheLookBegan(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        marks.close(marks.read(1, 7));
        store(push(7, "x"));
        HookMarks.Mark before = marks.read(1, 7);
        store(push(7, "y"));
        marks.close(before);
        assertThat(openMarks()).as("the second one came behind the look").isEqualTo(1);
        HookMarks.Mark now = marks.read(1, 7);
        marks.close(now);
        marks.close(now);
        assertThat(openMarks()).isZero();
        store(push(7, "z"));
        marks.close(now);
        assertThat(openMarks()).as("an old look closes nothing new").isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsLeftIsFoundOldestFirstOfAccountsThatMayWork(TestDatabase given) {
        use(given);
        int first = given.newRepository(1, 1);
        int second = given.newRepository(1, 2);
        given.newRepository(2, 3);
        inbox.store(List.of(push(2, "b")), Set.of(), Set.of(), NOW + 1);
        inbox.store(List.of(push(1, "a")), Set.of(), Set.of(), NOW);
        inbox.store(List.of(), Set.of(1), Set.of(2), NOW + 2);
        assertThat(marks.left(Long.MAX_VALUE, 9)).extracting(left -> left.repository() == null ? 0 : left.repository().id())
                .containsExactly(first, second, 0);
        assertThat(marks.left(NOW + 1, 9)).as("young ones have time").hasSize(1);
        assertThat(marks.left(Long.MAX_VALUE, 2)).hasSize(2);
        set(first, "LINKED", false);
        assertThat(marks.left(Long.MAX_VALUE, 1).get(0).repository()).isNull();
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [STOPPED] = ? WHERE [ID] = 1", true));
        assertThat(marks.left(Long.MAX_VALUE, 9)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void atEveryStatementAFailureLeavesNothingOrAll(TestDatabase given) {
        use(given);
        given.newRepository(1, 1);
        given.newRepository(1, 2);
        store(push(1, "there"));
        String before = given.snapshot("HOOK_DELIVERY", "HOOK_MARK");
        int failed = 0;
        for (int statement = 1; ; statement++) {
            given.failAt(statement);
            try {
                store(push(1, "x"), push(2, "y"), push(3, "z"));
                break;
            } catch (StoreException e) {
                failed++;
                assertThat(given.snapshot("HOOK_DELIVERY", "HOOK_MARK")).as("statement %d", statement).isEqualTo(before);
            }
        }
        given.failAt(0);
        assertThat(failed).isGreaterThan(4);
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(4);
        assertThat(openMarks()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void twoNodesStoreTheSameAtOnceWithoutWaitingForEachOther(TestDatabase given) {
        use(given);
        IntStream.rangeClosed(1, 40).forEach(id -> given.newRepository(1, id));
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            boolean reversed = node % 2 == 1;
            HookInbox own = new HookInbox(database.database(given.transactions()));
            nodes.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 10; round++) {
                    List<Delivery> batch = new ArrayList<>();
                    for (int i = 1; i <= 40; i++) {
                        batch.add(push(reversed ? 41 - i : i, "round " + round + " of " + (reversed ? 41 - i : i)));
                    }
                    storeAgain(own, batch);
                }
            }));
        }
        nodes.forEach(CompletableFuture::join);
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(400);
        assertThat(given.count("HOOK_MARK")).isEqualTo(41);
        assertThat(marks.read(1, 40).marks()).as("each delivery marked once").isEqualTo(10);
    }

    /** A forge that gets 503 sends again: four nodes that race for every row may lose more than three times. */
    private static void storeAgain(HookInbox inbox, List<Delivery> batch) {
        for (int attempt = 0; ; attempt++) {
            try {
                inbox.store(batch, Set.of(1), Set.of(), NOW);
                return;
            } catch (StoreException e) {
                assertThat(e.isConstraintViolation()).as("no deadlock: %s", e.getMessage()).isTrue();
                assertThat(attempt).isLessThan(100);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRowOfAnotherNodeBetweenOurLookAndOurInsertIsNoError(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        HookInbox other = new HookInbox(given.database());
        Meanwhile meanwhile = new Meanwhile(given.transactions(), 1, () -> other.store(List.of(push(7, "x")), Set.of(), Set.of(), NOW));
        HookInbox here = new HookInbox(given.database(meanwhile));
        assertThat(here.store(List.of(push(7, "x"), push(7, "y")), Set.of(), Set.of(), NOW).repositories()).hasSize(1);
        assertThat(meanwhile.happened()).isTrue();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oldDeliveriesGoInSlices(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        List<Delivery> many = IntStream.range(0, 700).mapToObj(i -> push(7, "n" + i)).toList();
        inbox.store(many, Set.of(), Set.of(), NOW);
        store(new Delivery(1, 7, "PUSH", "", "young", true, NOW + 10));
        assertThat(inbox.deleteBefore(NOW + 1)).isTrue();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(201);
        assertThat(inbox.deleteBefore(NOW + 1)).isTrue();
        assertThat(inbox.deleteBefore(NOW + 1)).isFalse();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void textsFromOutsideFitTheirColumns(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        store(new Delivery(1, 7, "MERGE_REQUEST", "x\0".repeat(1_000), "i".repeat(9_000), true, NOW));
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
        assertThatThrownBy(() -> store(new Delivery(1, 7, "k".repeat(30), "", "z", true, NOW))).isInstanceOf(StoreException.class);
    }
}
