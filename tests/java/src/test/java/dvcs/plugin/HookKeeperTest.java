package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.AccountChange;
import dvcs.api.ConnectorException;
import dvcs.api.Hook;
import dvcs.api.Hooks.Answer;
import dvcs.store.Accounts;
import dvcs.store.Lease;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which webhooks stand at the forge, and what is stored and shown of them, whatever changes here or there. */
@Timeout(120)
class HookKeeperTest extends KeptHooksFixture {
    private static Set<Long> numbers(int last) {
        return LongStream.rangeClosed(1, last).boxed().collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAccountsRepositoriesGetTheirs(TestDatabase database) {
        useKept(database, 3);
        assertThat(standing().keySet()).isEqualTo(numbers(3));
        assertThat(standing().values()).allSatisfy(each -> {
            assertThat(each.url()).isEqualTo("https://jira.example/plugins/servlet/dvcs/hook/" + account().id());
            assertThat(each.secret()).isEqualTo(secret);
        });
        assertThat(repository(1).hook().state()).isEqualTo(Hook.State.ACTIVE);
        assertThat(repository(1).hook().checkedAt()).isPositive();
        assertThat(account().webhooks().active()).isEqualTo(3);
        assertThat(account().webhooks().failing()).isZero();
        assertThat(deliver(push(2))).as("what it made is let in").isEqualTo(Answer.ACCEPTED);
        assertThat(connector.account(account().id()).toString() + connector.repository(repository(1).id())).doesNotContain(secret);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void costFollowsChange(TestDatabase database) {
        useKept(database, 110);
        connector.refresh(account().id());
        awaitIdle();
        Lease settled = awaitKeeper();
        assertThat(settled).isNotNull();
        assertThat(forge.hooks().jobs()).as("nothing is due").isEmpty();
        later(Duration.ofHours(21));
        connector.refresh(account().id());
        awaitIdle();
        await("all were looked at again", () -> forge.hooks().jobs().size() == 2);
        assertThat(forge.hooks().jobs()).containsExactly("ensure 100 known 100", "ensure 10 known 10");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anUnlinkedRepositoryLosesItsOwnAndGetsItBack(TestDatabase database) {
        useKept(database, 2);
        connector.link(repository(2).id(), false);
        await("it is removed", () -> standing().keySet().equals(numbers(1)));
        await("and that is known", () -> repository(2).hook().state() == Hook.State.NONE);
        later(Duration.ofHours(21));
        connector.link(repository(2).id(), true);
        await("it is back", () -> standing().keySet().equals(numbers(2)));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatMayNotBeRemovedStopsNoOther(TestDatabase database) {
        useKept(database, 2);
        forge.hooks().refuses(1, true);
        connector.link(repository(1).id(), false);
        await("it was tried", () -> forge.hooks().jobs().contains("remove 1"));
        connector.link(repository(2).id(), false);
        await("the other one is removed", () -> standing().keySet().equals(numbers(1)));
        awaitKeeper();
        forge.hooks().forgetJobs();
        connector.refresh(account().id());
        awaitIdle();
        awaitKeeper();
        assertThat(forge.hooks().jobs()).as("not with every refresh").isEmpty();
        forge.hooks().refuses(1, false);
        theNextDay("it is removed", () -> standing().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void switchedOffAllGoAndSwitchedOnAllCome(TestDatabase database) {
        useKept(database, 3);
        connector.update(account().id(), new AccountChange(null, null, null, null, null, false));
        await("all are removed", () -> standing().isEmpty());
        assertThat(account().webhooks().create()).isFalse();
        connector.refresh(account().id());
        awaitIdle();
        awaitKeeper();
        assertThat(standing()).isEmpty();
        connector.update(account().id(), new AccountChange(null, null, null, null, null, true));
        await("all are back", () -> standing().keySet().equals(numbers(3)));
        assertThat(account().webhooks().create()).isTrue();
    }

    /** On another node: this one is not told. */
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void switchedOffDuringALookItEndsAndAllGo(TestDatabase database) {
        useKept(database, 110);
        int id = account().id();
        later(Duration.ofMillis(1));
        forge.hooks().meanwhile(() -> tables.hooks().places().create(id, false, clock.millis()));
        connector.keepWebhooks(id, false);
        await("a look began", () -> !forge.hooks().jobs().isEmpty());
        awaitKeeper();
        assertThat(forge.hooks().jobs()).containsExactly("ensure 100 known 100");
        later(Duration.ofMillis(1));
        connector.refresh(id);
        await("all are removed", () -> standing().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anotherBaseUrlMovesThem(TestDatabase database) {
        useKept(database, 2);
        Map<Long, ScriptedHooks.Standing> before = standing();
        baseUrl = "https://jira.elsewhere.example/jira/";
        later(Duration.ofSeconds(1));
        connector.refresh(account().id());
        await("both are moved", () -> standing().values().stream().allMatch(
                each -> each.url().equals("https://jira.elsewhere.example/jira/plugins/servlet/dvcs/hook/" + account().id())));
        assertThat(standing().get(1L).id()).as("moved, not made anew").isEqualTo(before.get(1L).id());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatIsRefusedIsSaidAndStopsNoOther(TestDatabase database) {
        useKept(database, 3);
        forge.hooks().refuses(2, true);
        keep(false);
        assertThat(repository(2).hook().state()).isEqualTo(Hook.State.REFUSED);
        assertThat(repository(2).hook().error()).isEqualTo("The token may not.");
        assertThat(account().webhooks().active()).isEqualTo(2);
        assertThat(account().webhooks().failing()).isEqualTo(1);
        forge.hooks().refuses(2, false);
        forge.hooks().forgetJobs();
        keep(false);
        assertThat(repository(2).hook().error()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatConcernsAllEndsTheLookAndIsTriedAgainWithinTheHour(TestDatabase database) {
        useImported(database, 5);
        forge.hooks().fails(ScriptedForge.SERVER);
        awaitKeeper();
        keepFails();
        assertThat(account().webhooks().error()).isEqualTo("The forge said no (24).");
        forge.hooks().forgetJobs();
        connector.refresh(account().id());
        awaitIdle();
        awaitKeeper();
        assertThat(forge.hooks().jobs()).as("not with every listing").isEmpty();
        forge.hooks().fails(0);
        later(Duration.ofHours(1));
        connector.refresh(account().id());
        await("with the next hourly one it is well", () -> account().webhooks().error().isEmpty() && account().webhooks().active() == 5);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedTokenStopsTheAccount(TestDatabase database) {
        useKept(database, 2);
        forge.hooks().fails(ScriptedForge.UNAUTHORIZED);
        later(Duration.ofMillis(1));
        connector.keepWebhooks(account().id(), false);
        await("it is stopped", () -> account().error().equals("The forge said no (20)."));
        assertThatThrownBy(() -> connector.keepWebhooks(account().id(), false)).isInstanceOfSatisfying(ConnectorException.class,
                e -> assertThat(e.status()).isEqualTo(409));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aGroupsWebhookCoversItsRepositories(TestDatabase database) {
        forge.hooks().groups();
        useKept(database, 3);
        assertThat(standing().keySet()).containsExactly(0L);
        assertThat(repository(1).hook().state()).isEqualTo(Hook.State.GROUP);
        assertThat(account().webhooks().group()).isEqualTo(Hook.State.ACTIVE);
        assertThat(account().webhooks().active()).isEqualTo(3);
        connector.remove(account().id());
        await("nothing is left at the forge", () -> standing().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whyAGroupsWebhookFailsIsSaid(TestDatabase database) {
        forge.hooks().groups();
        useKept(database, 3);
        forge.hooks().refuses(0, true);
        keepFails();
        assertThat(account().webhooks().error()).isEqualTo("The group may not be asked.");
        assertThat(account().webhooks().group()).isEqualTo(Hook.State.REFUSED);
        forge.hooks().refuses(0, false);
        later(Duration.ofHours(1));
        connector.refresh(account().id());
        await("it is well again", () -> account().webhooks().error().isEmpty());
        assertThat(standing().keySet()).containsExactly(0L);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRemovedAccountLeavesNoneAtTheForge(TestDatabase database) {
        useKept(database, 110);
        int id = account().id();
        connector.remove(id);
        assertThat(connector.accounts()).as("nobody waits for it").isEmpty();
        await("the rows are deleted", () -> tables.accounts().removed().isEmpty());
        assertThat(standing()).isEmpty();
        assertThat(forge.hooks().jobs()).containsExactly("remove 100", "remove 10");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofAnAccountThatIsHalfRemovedTheRestFollows(TestDatabase database) {
        useKept(database, 2);
        int id = account().id();
        forge.hooks().fails(ScriptedForge.SERVER);
        connector.remove(id);
        await("it was tried", () -> forge.hooks().jobs().contains("remove 2"));
        assertThat(connector.accounts()).isEmpty();
        service.close(); // and the node dies
        core.close();
        assertThat(tables.accounts().removed()).containsExactly(id);
        forge.hooks().fails(0);
        start();
        service.start();
        await("the next life goes on", () -> tables.accounts().removed().isEmpty());
        assertThat(standing()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aForgeThatIsGoneForGoodHoldsNothingUp(TestDatabase database) {
        useKept(database, 2);
        int id = account().id();
        forge.hooks().fails(ScriptedForge.SERVER);
        connector.remove(id);
        await("it was tried", () -> forge.hooks().jobs().contains("remove 2"));
        later(Duration.ofHours(25));
        service.purge();
        await("the rows are deleted", () -> tables.accounts().removed().isEmpty());
        assertThat(database.count("ACCOUNT") + database.count("REPOSITORY")).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCopyOfJiraKnowsNoneOfTheOriginals(TestDatabase database) {
        useKept(database, 2);
        tables.database().change(Accounts::forgetCredentials);
        assertThat(account().webhooks().active()).isZero();
        assertThat(tables.hooks().places().standing(account().id()).orElseThrow().urls()).isEmpty();
        assertThat(tables.hooks().places().surplus(account().id(), true, 0, Long.MAX_VALUE, 9)).isEmpty();
        service.hooks().keep(account().id());
        awaitKeeper();
        assertThat(forge.hooks().jobs()).as("without a token").isEmpty();
        assertThat(standing()).hasSize(2);
    }
}
