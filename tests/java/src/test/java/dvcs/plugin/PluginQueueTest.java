package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.ConnectorException;
import dvcs.api.WorkQueue;
import dvcs.api.WorkQueue.Filter;
import dvcs.api.WorkQueue.Item;
import dvcs.api.WorkQueue.Kind;
import dvcs.api.WorkQueue.State;
import dvcs.bridge.Batches;
import dvcs.bridge.CrashMarker;
import dvcs.bridge.NativeLibrary;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.Lease;
import dvcs.store.ListedRepository;
import dvcs.store.RepositoryListing;
import dvcs.store.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator sees of the queue, on the node that works and on another one. */
@Timeout(120)
class PluginQueueTest extends ServiceFixture {
    private static final Filter ALL = new Filter(null, 0, "");

    private final List<Long> order = Collections.synchronizedList(new ArrayList<>());
    private WorkQueue queue;
    private SyncService otherService;
    private WorkQueue other;

    /** Repositories whose synchronisations do not end: four run, the others wait. */
    private void busy(TestDatabase database, int repositories) {
        use(database);
        queue = new PluginQueue(tables, health);
        LongStream.rangeClosed(1, repositories).forEach(id -> forge.has(id, "acme/r" + id));
        connector.add(ACME);
        awaitIdle();
        LongStream.rangeClosed(1, repositories).forEach(id -> {
            forge.answers(id, (job, asked) -> {
                order.add(id);
                return List.of();
            });
            connector.sync(repository(id).id(), false);
        });
        await("four run", () -> service.queue().running() == 4 && order.size() == 4);
    }

    private void withOther(TestDatabase database) {
        service.start();
        Tables elsewhere = Tables.of(database.database(), new CredentialVault(home), "other", clock);
        otherService = new SyncService(elsewhere, core, () -> grammar, new CrashGuard(new CrashMarker(home)), commands(), hooksHost());
        Health wellHealth = new Health();
        wellHealth.blocked("");
        wellHealth.library(new NativeLibrary(true, "", "{}"));
        wellHealth.service(otherService);
        other = new PluginQueue(elsewhere, wellHealth);
    }

    @AfterEach
    void stopOther() {
        if (otherService != null) {
            otherService.close();
        }
    }

    private static List<String> paths(WorkQueue.Page page) {
        return page.items().stream().map(Item::repository).toList();
    }

    private static WorkQueue.Page waiting(WorkQueue queue) {
        return queue.page(new Filter(State.WAITING, 0, ""), 0, 100);
    }

    private void endAll() {
        LongStream.rangeClosed(1, 8).forEach(forge::usual);
        connector.cancel(account().id());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void itShowsWhatRunsWhatWaitsAndWhatFailed(TestDatabase database) {
        busy(database, 7);
        forge.has(8, "acme/bad");
        forge.answers(8, (job, asked) -> List.of(new Batches().failed(ScriptedForge.SERVER, "The forge answered 500.").build(forge.next(), job, 1)));
        connector.refresh(account().id());
        await("the new one failed", () -> queue.page(new Filter(State.FAILED, 0, ""), 0, 25).total() == 1);
        await("the listing is over", () -> !service.progresses().isListing(account().id()));
        WorkQueue.Page page = queue.page(ALL, 0, 25);
        assertThat(List.of(page.running(), page.waiting(), page.failed(), page.total())).containsExactly(4, 3, 1, 8);
        assertThat(page.items().stream().map(Item::state)).containsExactly(State.RUNNING, State.RUNNING, State.RUNNING, State.RUNNING,
                State.WAITING, State.WAITING, State.WAITING, State.FAILED);
        Item running = page.items().get(0);
        assertThat(running.account()).isEqualTo("acme");
        assertThat(running.node()).isEqualTo("test");
        assertThat(running.kind()).isEqualTo(Kind.CHANGES);
        assertThat(running.since()).isPositive();
        assertThat(running.progress().phase()).isNotEmpty();
        assertThat(paths(waiting(queue))).containsExactly("acme/r5", "acme/r6", "acme/r7");
        Item failed = page.items().get(7);
        assertThat(failed.error()).isEqualTo("The forge answered 500.");
        assertThat(failed.kind()).as("a retry begins with its history").isEqualTo(Kind.HISTORY);
        assertThat(failed.node()).isEmpty();
        assertThat(paths(queue.page(ALL, 5, 2))).containsExactly("acme/r6", "acme/r7");
        assertThat(paths(queue.page(new Filter(null, account().id(), "R6"), 0, 25))).containsExactly("acme/r6");
        assertThat(queue.page(new Filter(null, account().id() + 1, ""), 0, 25).total()).isZero();
        assertThat(queue.page(new Filter(State.FAILED, 0, "nowhere"), 0, 25).items()).isEmpty();
        assertThat(queue.page(ALL, 100, 25).items()).isEmpty();
        forge.listHangs(true);
        connector.refresh(account().id());
        await("it lists", () -> service.progresses().isListing(account().id()));
        Item listing = queue.page(new Filter(State.RUNNING, 0, "acm"), 0, 25).items().get(0);
        assertThat(listing.kind()).isEqualTo(Kind.LISTING);
        assertThat(listing.repositoryId()).isZero();
        endAll();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsMovedToTheTopIsTheNextThatRuns(TestDatabase database) {
        busy(database, 8);
        queue.moveToTop(repository(7).id());
        queue.moveToTop(repository(8).id());
        assertThat(paths(waiting(queue))).containsExactly("acme/r8", "acme/r7", "acme/r5", "acme/r6");
        assertThat(waiting(queue).items().stream().map(Item::moved)).containsExactly(true, true, false, false);
        connector.cancelSync(repository(1).id());
        await("a place is free", () -> order.size() == 5);
        assertThat(order.get(4)).isEqualTo(8);
        assertThatThrownBy(() -> queue.moveToTop(repository(8).id())).isInstanceOfSatisfying(ConnectorException.class,
                e -> assertThat(e.status()).isEqualTo(409));
        assertThatThrownBy(() -> queue.moveToTop(9999)).isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(404));
        connector.cancelSync(repository(8).id());
        await("its wish is fulfilled", () -> tables.priorities().all().stream().noneMatch(wish -> wish.repositoryId() == repository(8).id()));
        connector.cancel(account().id());
        assertThat(tables.priorities().all()).as("nobody wants it any more").isEmpty();
        endAll();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anotherNodeShowsItAndIsHeard(TestDatabase database) {
        busy(database, 7);
        withOther(database);
        await("the other node knows", () -> waiting(other).total() == 3);
        WorkQueue.Page page = other.page(ALL, 0, 25);
        assertThat(page.running()).isEqualTo(4);
        assertThat(page.items()).allMatch(item -> item.node().equals("test"));
        assertThat(page.items().get(0).progress().phase()).isNotEmpty();
        other.moveToTop(repository(7).id());
        await("the first node heeds it", () -> paths(waiting(queue)).get(0).equals("acme/r7"));
        endAll();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aWishOutlivesARestart(TestDatabase database) {
        busy(database, 8);
        queue.moveToTop(repository(7).id());
        service.close();
        core.close();
        order.clear();
        start();
        queue = new PluginQueue(tables, health);
        service.start();
        await("four run", () -> order.size() == 4);
        assertThat(order).as("not behind those that ran when it ended").contains(7L);
        endAll();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void tenThousandThatWaitAreShownAtOnce(TestDatabase database) {
        use(database);
        int account = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge.example", true, ""), "glpat-secret", true);
        Lease lease = tables.leases().tryAcquire(Lease.ofAccount(account)).orElseThrow();
        new RepositoryListing(tables.database(), lease, account, true, 4).store(LongStream.rangeClosed(1, 10_000).mapToObj(
                id -> new ListedRepository(id, "acme/r" + id, "r" + id, "https://forge.example/acme/r" + id, "", "main", false, false, 0)).toList());
        tables.leases().release(lease);
        tables.repositories().ofAccount(account).forEach(repository -> service.queue().add(repository.id(), account, Lane.BACKFILL, Run.SYNC));
        queue = new PluginQueue(tables, health);
        WorkQueue.Page last = queue.page(ALL, 9_990, 25);
        assertThat(last.total()).isEqualTo(10_000);
        assertThat(last.items()).hasSize(10);
        assertThat(paths(queue.page(new Filter(State.WAITING, 0, "r9999"), 0, 25))).containsExactly("acme/r9999");
        int id = last.items().get(9).repositoryId();
        queue.moveToTop(id);
        assertThat(queue.page(ALL, 0, 1).items().get(0).repositoryId()).isEqualTo(id);
        tables.settings().claimSchema(); // as every life begins: the first row of the table that tells the time
        tables.clusterWork().publish(service.queue().runs());
        Tables elsewhere = Tables.of(database.database(), new CredentialVault(home), "other", clock);
        Health otherHealth = new Health();
        otherHealth.blocked("");
        assertThat(new PluginQueue(elsewhere, otherHealth).page(ALL, 0, 1).items().get(0).repositoryId()).isEqualTo(id);
    }
}
