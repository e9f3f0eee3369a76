package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.oauth.MadeServer.Fault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationTest {
    @TempDir
    private Path home;

    private OAuthWorld world;
    private Revocation revocation;
    private int account;

    private void use(TestDatabase database) {
        world = new OAuthWorld(database, home);
        revocation = world.oauth().revocation(world.server);
        account = world.account();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatARemovedAccountHadIsGivenBackOnce(TestDatabase database) {
        use(database);
        assertThat(revocation.revoke(account)).as("it is there").isTrue();
        assertThat(world.server.revoked).isEmpty();
        world.accounts.markRemoved(account);
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(world.server.revoked).containsExactly("refresh-1");
        assertThat(world.server.access()).isEqualTo("none");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aForgeThatCannotBeReachedIsTriedForADay(TestDatabase database) {
        use(database);
        world.accounts.markRemoved(account);
        world.server.fault = Fault.NOT_SENT;
        assertThat(revocation.revoke(account)).isFalse();
        world.later(Duration.ofDays(1));
        assertThat(revocation.revoke(account)).isFalse();
        world.later(Duration.ofMillis(1));
        assertThat(revocation.revoke(account)).as("then it is left").isTrue();
        assertThat(world.server.revoked).hasSize(3);
        assertThat(world.grants.toRevoke(account)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aForgeThatRefusesForGoodIsAskedOnce(TestDatabase database) {
        use(database);
        world.accounts.markRemoved(account);
        world.server.refusal = "invalid_client";
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(world.server.revoked).hasSize(1);
        assertThat(world.grants.toRevoke(account)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anEnteredTokenIsThePersonsOwn(TestDatabase database) {
        use(database);
        int entered = world.accounts.insert(OAuthWorld.record("entered"), "glpat", true);
        world.accounts.markRemoved(entered);
        assertThat(revocation.revoke(entered)).isTrue();
        world.accounts.token(account, "glpat"); // in place of what was authorised
        world.accounts.markRemoved(account);
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(world.server.revoked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void withoutItsConfigurationItIsLeftAfterADay(TestDatabase database) {
        use(database);
        world.accounts.markRemoved(account);
        assertThat(world.clients.delete(world.clients.all().get(0).id())).isTrue();
        assertThat(revocation.revoke(account)).isFalse();
        world.later(Duration.ofDays(2));
        assertThat(revocation.revoke(account)).isTrue();
        assertThat(world.server.revoked).isEmpty();
    }
}
