package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Hook;
import dvcs.api.Hooks.Answer;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which secret each webhook has, whatever happens while it changes. */
@Timeout(120)
class HookRotationTest extends KeptHooksFixture {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNewSecretReachesAllAndTheFormerOneCountsUntilThen(TestDatabase database) {
        useKept(database, 2);
        forge.hooks().refuses(2, true);
        keep(true);
        String renewed = standing().get(1L).secret();
        assertThat(renewed).isNotEqualTo(secret);
        assertThat(standing().get(2L).secret()).isEqualTo(secret);
        assertThat(deliver(push(2))).as("the one that could not be rewritten").isEqualTo(Answer.ACCEPTED);
        forge.hooks().forgetJobs();
        theNextDay("it was tried again", () -> forge.hooks().jobs().equals(List.of("ensure 2 known 1")));
        awaitKeeper();
        assertThat(deliver(push(2))).as("still").isEqualTo(Answer.ACCEPTED);
        forge.hooks().refuses(2, false);
        theNextDay("both have it", () -> standing().values().stream().allMatch(each -> each.secret().equals(renewed)));
        await("the former one is forgotten", () -> tables.hooks().secrets().all().get(0).former().isEmpty());
        service.hooks().accounts().changed();
        assertThat(deliver(push(2))).isEqualTo(Answer.REFUSED);
        assertThat(account().webhooks().refused()).isEqualTo(1);
        assertThat(account().webhooks().lastRefusal()).isNotEmpty();
    }

    /** Another node has it done: this one, whose look is under way with the secret from before, is not told. */
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aSecretThatIsRenewedDuringALookReachesAll(TestDatabase database) {
        useKept(database, 2);
        int id = account().id();
        forge.hooks().meanwhile(() -> {
            tables.hooks().secrets().renew(id);
            tables.hooks().places().anew(id, clock.millis());
            later(Duration.ofSeconds(1)); // what the look stores afterwards is younger
        });
        keep(false);
        awaitKeeper();
        String renewed = tables.hooks().secrets().ensure(id).text();
        assertThat(renewed).isNotEqualTo(secret);
        assertThat(standing().values()).allSatisfy(each -> assertThat(each.secret()).isEqualTo(renewed));
        assertThat(tables.hooks().secrets().all().get(0).former()).isEmpty();
        secret = renewed;
        assertThat(deliver(push(2))).isEqualTo(Answer.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aSecretThatNobodyCanReadIsReplacedWithTheNextRefresh(TestDatabase database) {
        useKept(database, 2);
        tables.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET] = 'spoilt'"));
        connector.refresh(account().id());
        await("all have another one", () -> standing().values().stream().noneMatch(each -> each.secret().equals(secret)));
        awaitKeeper();
        secret = tables.hooks().secrets().ensure(account().id()).text();
        assertThat(standing().values()).allSatisfy(each -> assertThat(each.secret()).isEqualTo(secret));
        assertThat(deliver(push(1))).isEqualTo(Answer.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCheckLeavesWhatIsAsItShouldBe(TestDatabase database) {
        useKept(database, 3);
        keep(false);
        assertThat(forge.hooks().jobs()).containsExactly("ensure 3 known 3");
        assertThat(standing().values()).allSatisfy(each -> assertThat(each.secret()).isEqualTo(secret));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aGroupsWebhookTakesThePlaceOfTheirOwn(TestDatabase database) {
        useKept(database, 3);
        forge.hooks().groups();
        keep(true); // their own have another secret now
        awaitKeeper();
        assertThat(standing().keySet()).containsExactly(0L);
        assertThat(forge.hooks().jobs()).containsExactly("ensure 3 known 0", "remove 3");
        assertThat(repository(1).hook().state()).isEqualTo(Hook.State.GROUP);
        assertThat(tables.hooks().places().surplus(account().id(), true, 0, Long.MAX_VALUE, 9)).isEmpty();
        assertThat(account().webhooks().active()).isEqualTo(3);
    }
}
