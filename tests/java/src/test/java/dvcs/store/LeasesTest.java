package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeasesTest {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneHolderAtATime(TestDatabase tables) {
        Leases here = new Leases(tables.database(), "node1");
        Leases there = new Leases(tables.database(), "node2");
        Lease lease = here.tryAcquire("repository:1").orElseThrow();
        assertThat(there.tryAcquire("repository:1")).isEmpty();
        assertThat(here.tryAcquire("repository:1")).as("not even by the same node").isEmpty();
        assertThat(there.tryAcquire("repository:2")).isPresent();
        here.release(lease);
        Lease next = there.tryAcquire("repository:1").orElseThrow();
        assertThat(next.token()).isNotEqualTo(lease.token());
        here.release(lease);
        assertThat(here.tryAcquire("repository:1")).as("a former holder gives nothing back").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anExpiredLeaseIsTakenOverAndItsHolderFindsOut(TestDatabase tables) {
        Leases here = new Leases(tables.database(), "node1");
        Leases there = new Leases(tables.database(), "node2");
        Lease lease = here.tryAcquire("repository:1").orElseThrow();
        assertThat(here.renew(lease)).isTrue();
        // As if its term had passed by the database's clock.
        tables.database().change(sql -> sql.update("UPDATE <LEASE> SET [EXPIRES_AT] = 1"));
        assertThat(here.renew(lease)).as("late, but nobody came").isTrue();
        tables.database().change(sql -> sql.update("UPDATE <LEASE> SET [EXPIRES_AT] = 1"));
        assertThat(there.tryAcquire("repository:1")).isPresent();
        assertThat(here.renew(lease)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theTermIsByTheDatabasesClock(TestDatabase tables) {
        Leases leases = new Leases(tables.database(), "node1");
        leases.tryAcquire("repository:1").orElseThrow();
        long databaseNow = tables.database().read(sql ->
                sql.one("SELECT CURRENT_TIMESTAMP FROM <LEASE>", row -> row.getTimestamp(1).getTime()).orElseThrow());
        long left = tables.database().read(sql -> sql.count("SELECT [EXPIRES_AT] FROM <LEASE>")) - databaseNow;
        assertThat(left).isBetween(1L, Leases.TERM.toMillis());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNewLifeOfANodeFreesWhatTheFormerHeld(TestDatabase tables) {
        Leases former = new Leases(tables.database(), "node1");
        Lease lease = former.tryAcquire("repository:1").orElseThrow();
        Lease foreign = new Leases(tables.database(), "node2").tryAcquire("repository:2").orElseThrow();
        Leases reborn = new Leases(tables.database(), "node1");
        reborn.releaseAllOfThisNode();
        assertThat(former.renew(lease)).isFalse();
        assertThat(reborn.tryAcquire("repository:1")).isPresent();
        assertThat(new Leases(tables.database(), "node2").renew(foreign)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyFreeLeasesOfRowsThatAreNoMoreAreDeleted(TestDatabase tables) {
        String there = Lease.ofRepository(tables.newRepository(1, 42));
        Leases leases = new Leases(tables.database(), "node1");
        for (String resource : List.of(there, "repository:998", "repository:999", "account:1", "account:7", "details:1", "details:7",
                Lease.ofCommands(), "something of a later version")) {
            Lease lease = leases.tryAcquire(resource).orElseThrow();
            if (!resource.equals("repository:998")) {
                leases.release(lease);
            }
        }
        leases.deleteOrphans();
        List<String> left = tables.database().read(sql -> sql.query("SELECT [RESOURCE] FROM <LEASE>", row -> row.getString(1)));
        assertThat(left).containsExactlyInAnyOrder(there, "repository:998", "account:1", "details:1", "commands", "something of a later version");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void manyWhoAskAtOnceGetItOnce(TestDatabase tables) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Lease>>> askers = java.util.stream.IntStream.range(0, 8)
                    .<Callable<Optional<Lease>>>mapToObj(i -> () -> new Leases(tables.database(tables.transactions()), "node" + i)
                            .tryAcquire("repository:1")).toList();
            int granted = 0;
            for (Future<Optional<Lease>> answer : threads.invokeAll(askers)) {
                granted += answer.get().isPresent() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
            assertThat(tables.count("LEASE")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
