package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Account;
import dvcs.api.Repository;
import dvcs.bridge.CrashMarker;
import dvcs.bridge.NativeLibrary;
import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One node works, an administrator asks another one. */
@Timeout(120)
class TwoNodesTest extends ServiceFixture {
    private SyncService otherService;
    private PluginConnector other;

    private void useBoth(TestDatabase database) {
        use(database);
        service.start();
        Tables tables = Tables.of(database.database(), new CredentialVault(home), "other", clock);
        otherService = new SyncService(tables, core, () -> grammar, new CrashGuard(new CrashMarker(home)), commands(), hooksHost());
        Health elsewhere = new Health();
        elsewhere.blocked("");
        elsewhere.library(new NativeLibrary(true, "", "{}"));
        elsewhere.service(otherService);
        other = new PluginConnector(tables, elsewhere, moved -> false);
    }

    @AfterEach
    void stopOther() {
        otherService.close();
    }

    private Repository.State seen(long forgeId) {
        return other.repository(repository(forgeId).id()).orElseThrow().state();
    }

    /** Six repositories whose synchronisations do not end, on four threads. */
    private void busy(TestDatabase database) {
        useBoth(database);
        LongStream.rangeClosed(1, 6).forEach(id -> forge.has(id, "acme/r" + id));
        connector.add(ACME);
        awaitIdle();
        LongStream.rangeClosed(1, 6).forEach(id -> {
            forge.answers(id, (job, asked) -> List.of());
            connector.sync(repository(id).id(), false);
        });
        await("four run", () -> service.queue().running() == 4);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatOneNodeDoesTheOtherShows(TestDatabase database) {
        busy(database);
        await("the other node knows", () -> LongStream.rangeClosed(1, 6).filter(id -> seen(id) == Repository.State.QUEUED).count() == 2);
        assertThat(LongStream.rangeClosed(1, 6).filter(id -> seen(id) == Repository.State.SYNCING).count()).isEqualTo(4);
        assertThat(other.accounts().get(0).state()).isEqualTo(Account.State.SYNCING);
        forge.listHangs(true);
        service.refresh(account().id(), true);
        await("and that it lists", () -> other.accounts().get(0).state() == Account.State.LISTING);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsCancelledOnOneNodeEndsOnTheOther(TestDatabase database) {
        busy(database);
        Repository waiting = LongStream.rangeClosed(1, 6).mapToObj(this::repository)
                .filter(each -> each.state() == Repository.State.QUEUED).findFirst().orElseThrow();
        other.cancelSync(waiting.id());
        await("it does not wait any more", () -> connector.repository(waiting.id()).orElseThrow().state() == Repository.State.SYNCED);
        assertThat(service.queue().running()).as("the others go on").isEqualTo(4);
        forge.listHangs(true);
        service.refresh(account().id(), true);
        await("it lists", () -> service.progresses().isListing(account().id()));
        other.cancel(account().id());
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
        assertThat(account().error()).isEmpty();
        forge.usual(1);
        connector.sync(repository(1).id(), false);
        awaitIdle();
        assertThat(repository(1).state()).as("what is asked for after that runs").isEqualTo(Repository.State.SYNCED);
    }
}
