package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Access.Expiry;
import dvcs.store.TestDatabase;
import dvcs.store.TokenExpiries;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenWatchTest {
    @TempDir
    private Path home;

    private OAuthWorld world;
    private TokenWatch watch;
    private int account;

    private void use(TestDatabase database, Duration left) {
        world = new OAuthWorld(database, home);
        watch = world.oauth().tokenWatch(world.server);
        world.server.tokenEnds = world.clock.millis() + left.toMillis();
        account = world.accounts.insert(OAuthWorld.record("acme"), "glpat", true);
        watch.look();
    }

    private Expiry expiry() {
        return world.grants.access(account).expiry();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theForgeIsAskedOnceADay(TestDatabase database) {
        use(database, Duration.ofDays(100));
        watch.look();
        assertThat(world.server.asked).containsExactly("standing of glpat");
        assertThat(world.grants.access(account).expiresAt()).isEqualTo(world.server.tokenEnds);
        world.later(Duration.ofDays(1).plusMillis(1));
        world.server.infoFails = TokenEndpoint.State.UNKNOWN;
        watch.look();
        assertThat(world.server.asked).hasSize(2);
        assertThat(world.grants.access(account).expiresAt()).as("what is known stays").isEqualTo(world.server.tokenEnds);
        world.accounts.token(account, "glpat-new");
        assertThat(world.grants.access(account).expiresAt()).as("of another token nothing is known").isZero();
        watch.look();
        assertThat(world.server.asked).last().isEqualTo("standing of glpat-new");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void itsEndComesNearer(TestDatabase database) {
        use(database, Duration.ofDays(14).plusMillis(1));
        assertThat(expiry()).isEqualTo(Expiry.FAR);
        assertThat(world.expiries.toWarn()).isEmpty();
        world.later(Duration.ofMillis(1));
        assertThat(expiry()).isEqualTo(Expiry.SOON);
        assertWarnedOnce();
        world.later(Duration.ofDays(11).minusMillis(1));
        assertThat(expiry()).isEqualTo(Expiry.SOON);
        assertThat(world.expiries.toWarn()).as("not every day").isEmpty();
        world.later(Duration.ofMillis(1));
        assertThat(expiry()).isEqualTo(Expiry.VERY_SOON);
        assertWarnedOnce();
        world.later(Duration.ofDays(3));
        assertThat(expiry()).isEqualTo(Expiry.PAST);
        assertThat(world.expiries.toWarn()).isEmpty();
    }

    /** Of all nodes one says it. */
    private void assertWarnedOnce() {
        assertThat(world.expiries.toWarn()).hasSize(1);
        TokenExpiries.Entered seenByAnother = world.expiries.toWarn().get(0);
        watch.look();
        assertThat(world.expiries.toWarn()).isEmpty();
        assertThat(world.expiries.warned(seenByAnother)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whoComesLateIsWarnedOnce(TestDatabase database) {
        use(database, Duration.ofDays(2));
        assertThat(expiry()).isEqualTo(Expiry.VERY_SOON);
        assertThat(world.expiries.toWarn()).as("look() has said it").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatRenewsItselfOrNeverEndsIsNoWorry(TestDatabase database) {
        use(database, Duration.ofDays(100));
        int authorised = world.account("authorised", world.client());
        world.server.tokenEnds = 0;
        int endless = world.accounts.insert(OAuthWorld.record("endless"), "glpat", true);
        watch.look();
        assertThat(world.server.asked).as("nobody asks about tokens that renew themselves").hasSize(2);
        assertThat(world.grants.access(authorised).expiry()).isEqualTo(Expiry.FAR);
        assertThat(world.grants.access(endless).expiry()).isEqualTo(Expiry.FAR);
        assertThat(world.expiries.toWarn()).isEmpty();
    }
}
