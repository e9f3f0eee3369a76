package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.oauth.MadeServer.Fault;
import dvcs.oauth.Renewal.Result;
import dvcs.store.Grants;
import dvcs.store.Leases;
import dvcs.store.Lease;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefresherTest {
    private static final Duration HALF = Duration.ofHours(1);

    @TempDir
    private Path home;

    private OAuthWorld world;
    private int account;

    private Refresher use(TestDatabase database) {
        world = new OAuthWorld(database, home);
        account = world.account();
        return world.refresher("node1");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPairIsReplacedInTheMiddleOfItsLife(TestDatabase database) {
        Refresher refresher = use(database);
        world.later(HALF.minusSeconds(1));
        refresher.look();
        assertThat(world.server.asked).isEmpty();
        world.later(Duration.ofSeconds(1));
        int before = world.found(account).credentialVersion();
        refresher.look();
        refresher.look();
        assertThat(world.server.asked).containsExactly("refresh refresh-1");
        assertThat(world.token(account)).isEqualTo("access-2");
        assertThat(world.found(account).credentialVersion()).isEqualTo(before + 1);
        assertThat(world.replaced).isEqualTo(1);
        assertThat(world.wentOn).isEmpty();
        assertThat(world.stored()).doesNotContain("access-2").doesNotContain("refresh-2").doesNotContain(OAuthWorld.SECRET);
        world.later(HALF);
        refresher.look();
        assertThat(world.token(account)).isEqualTo("access-3");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aServerThatGivesNoNewRefreshTokenKeepsTheOld(TestDatabase database) throws Exception {
        use(database);
        Grants.Grant grant = world.grants.find(account).orElseThrow();
        assertThat(world.grants.follow(grant, new dvcs.store.TokenPair("access-x", "", 0, "api"))).isTrue();
        Grants.Grant now = world.grants.find(account).orElseThrow();
        assertThat(world.grants.refresh(now)).isEqualTo("refresh-1");
        assertThat(now.expiresAt()).as("it does not say when it ends").isZero();
        world.later(Duration.ofDays(9));
        world.refresher("node1").look();
        assertThat(world.server.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRequestThatNeverLeftIsMadeAgain(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.fault = Fault.NOT_SENT;
        world.later(HALF);
        refresher.look();
        assertThat(world.found(account).stopped()).isFalse();
        assertThat(world.token(account)).as("goes on").isEqualTo("access-1");
        world.server.fault = Fault.NONE;
        refresher.look();
        assertThat(world.server.asked).as("not within a minute").hasSize(1);
        world.later(Grants.AGAIN);
        refresher.look();
        assertThat(world.server.asked).containsExactly("refresh refresh-1", "refresh refresh-1");
        assertThat(world.token(account)).isEqualTo("access-2");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatGotLostOnTheWayThereIsAskedForAndMadeAgain(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.fault = Fault.LOST_ON_THE_WAY_THERE;
        world.later(HALF);
        refresher.look();
        assertThat(world.found(account).stopped()).isFalse();
        world.server.fault = Fault.NONE;
        world.later(Grants.AGAIN);
        world.refresher("node2").look();
        assertThat(world.server.asked).containsExactly("refresh refresh-1", "standing of access-1", "refresh refresh-1");
        assertThat(world.token(account)).isEqualTo("access-2");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatGotLostOnTheWayBackStopsTheAccountAndUsesNoTokenTwice(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.fault = Fault.LOST_ON_THE_WAY_BACK;
        world.later(HALF);
        refresher.look();
        assertThat(world.found(account).stopped()).as("nobody knows yet").isFalse();
        world.server.fault = Fault.NONE;
        world.later(Grants.AGAIN);
        refresher.look();
        assertThat(world.server.asked).containsExactly("refresh refresh-1", "standing of access-1");
        assertThat(world.found(account).stopped()).isTrue();
        assertThat(world.found(account).error()).contains("lost on the way").endsWith("Choose “Authorise again” in the account's menu.");
        world.later(Duration.ofDays(1));
        refresher.look();
        assertThat(world.server.asked).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whileTheServerCannotBeAskedNothingIsRisked(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.fault = Fault.LOST_ON_THE_WAY_BACK;
        world.later(HALF);
        refresher.look();
        world.server.infoFails = TokenEndpoint.State.UNKNOWN;
        world.later(Grants.AGAIN);
        refresher.look();
        assertThat(world.server.asked).containsExactly("refresh refresh-1", "standing of access-1");
        assertThat(world.found(account).stopped()).isFalse();
        world.later(HALF); // the present token is over: it says nothing any more, and there is nothing to lose
        refresher.look();
        assertThat(world.server.asked).last().isEqualTo("refresh refresh-1");
        assertThat(world.found(account).stopped()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRevokedAuthorisationStopsTheAccountInTheServersWords(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.kill();
        world.later(HALF);
        refresher.look();
        assertThat(world.found(account).stopped()).isTrue();
        assertThat(world.found(account).error()).startsWith("The refresh token is used up. ").contains("Authorise again");
        assertThat(world.grants.find(account).orElseThrow().startedAt()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aSecretThatWasChangedAtTheServerIsEnteredAndTheAccountGoesOn(TestDatabase database) {
        Refresher refresher = use(database);
        world.server.refusal = "invalid_client";
        world.later(HALF);
        refresher.look();
        assertThat(world.found(account).stopped()).isTrue();
        int client = world.clients.all().get(0).id();
        assertThat(world.grants.stopped(client)).containsExactly(account);
        world.server.refusal = "";
        world.grants.stopped(client).forEach(refresher::tryAgain);
        assertThat(world.found(account).stopped()).isFalse();
        assertThat(world.found(account).error()).isEmpty();
        assertThat(world.wentOn).containsExactly(account);
        assertThat(world.grants.stopped(client)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofTwoNodesAtOnceOneAsks(TestDatabase database) throws Exception {
        use(database);
        world.later(HALF);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> nodes = List.of("node1", "node2", "node3", "node4").stream().map(node -> world.refresher(node))
                    .<Callable<Object>>map(refresher -> Executors.callable(refresher::look)).toList();
            for (Future<Object> node : threads.invokeAll(nodes)) {
                node.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(world.server.asked).containsExactly("refresh refresh-1");
        assertThat(world.token(account)).isEqualTo("access-2");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anotherNodeThatIsAtItKeepsItToItself(TestDatabase database) {
        Refresher refresher = use(database);
        world.later(HALF);
        Leases other = new Leases(database.database(), "node2");
        Lease lease = other.tryAcquire(Lease.ofTokens(account)).orElseThrow();
        refresher.look();
        assertThat(world.server.asked).isEmpty();
        other.release(lease);
        refresher.look();
        assertThat(world.server.asked).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAnswerThatComesAfterTheLeaseWasLostIsStoredAllTheSame(TestDatabase database) {
        Refresher hanging = use(database);
        world.later(HALF);
        world.server.whenAsked = () -> {
            world.server.whenAsked = () -> {};
            world.endLeases();
            world.later(Grants.AGAIN);
            world.refresher("node2").look(); // the pair is still good: so it is this one who gets the next
        };
        hanging.look();
        assertThat(world.server.asked).containsExactly("standing of access-1", "refresh refresh-1", "refresh refresh-1");
        assertThat(world.token(account)).as("what the second one got").isEqualTo("access-2");
        assertThat(world.found(account).stopped()).as("the first one's refusal says nothing about that").isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatComesForARemovedAccountIsGivenBack(TestDatabase database) {
        Refresher refresher = use(database);
        world.later(HALF);
        world.server.whenAsked = () -> world.accounts.markRemoved(account);
        refresher.look();
        assertThat(world.server.revoked).containsExactly("refresh-2");
        assertThat(world.server.access()).isEqualTo("none");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedTokenIsReplacedOnce(TestDatabase database) {
        Refresher refresher = use(database);
        int version = world.found(account).credentialVersion();
        assertThat(refresher.refused(account, version)).isEqualTo(Result.REPLACED);
        assertThat(world.token(account)).isEqualTo("access-2");
        assertThat(refresher.refused(account, version)).as("a straggler with the former one").isEqualTo(Result.REPLACED);
        assertThat(world.server.asked).containsExactly("refresh refresh-1");
        assertThat(refresher.current(account).orElseThrow()).isEqualTo(new Renewal.Current(version + 1, "access-2"));
        world.later(Duration.ofMinutes(1));
        assertThat(refresher.refused(account, version + 1)).as("a minute later that is another story").isEqualTo(Result.REPLACED);
        assertThat(world.token(account)).isEqualTo("access-3");
        assertThat(refresher.refused(account, version + 2)).as("the substitute, too, at once").isEqualTo(Result.STOPPED);
        assertThat(world.found(account).error()).contains("a moment ago").contains("Authorise again");
        assertThat(world.server.asked).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedTokenWhoseAuthorisationIsGoneStopsItsAccount(TestDatabase database) {
        Refresher refresher = use(database);
        int version = world.found(account).credentialVersion();
        world.later(Duration.ofMinutes(10));
        world.server.kill();
        assertThat(refresher.refused(account, version)).isEqualTo(Result.STOPPED);
        String words = world.found(account).error();
        assertThat(refresher.refused(account, version)).isEqualTo(Result.STOPPED);
        assertThat(world.found(account).error()).isEqualTo(words);
        assertThat(world.server.asked).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedTokenThatCannotBeReplacedNowGoesOnLater(TestDatabase database) {
        Refresher refresher = use(database);
        int version = world.found(account).credentialVersion();
        world.later(HALF);
        world.server.fault = Fault.NOT_SENT;
        assertThat(refresher.refused(account, version)).isEqualTo(Result.LATER);
        assertThat(world.found(account).stopped()).isFalse();
        world.server.fault = Fault.NONE;
        world.later(Grants.AGAIN);
        refresher.look();
        assertThat(world.wentOn).as("what was interrupted").containsExactly(account);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aTokenThatWasEnteredIsNobodysBusinessHere(TestDatabase database) {
        Refresher refresher = use(database);
        world.accounts.token(account, "glpat-entered");
        assertThat(refresher.refused(account, world.found(account).credentialVersion())).isEqualTo(Result.NONE);
        assertThat(refresher.current(account)).isEmpty();
        world.later(Duration.ofDays(1));
        refresher.look();
        assertThat(world.server.asked).isEmpty();
        assertThat(world.grants.access(account).oauth()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCopyOfJiraRenewsNothing(TestDatabase database) {
        Refresher refresher = use(database);
        database.database().change(dvcs.store.Accounts::forgetCredentials);
        world.later(HALF);
        refresher.look();
        assertThat(world.server.asked).isEmpty();
        assertThat(world.clients.all().get(0).secret()).isEmpty();
    }
}
