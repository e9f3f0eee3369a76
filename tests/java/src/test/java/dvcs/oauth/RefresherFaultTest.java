package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.oauth.MadeServer.Fault;
import dvcs.store.Grants;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A renewal that breaks off at each of its statements, and what the next life makes of it. */
class RefresherFaultTest {
    /** A process that is killed does nothing more; an exception would let it clean up. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path home;

    private OAuthWorld world;
    private int account;

    private void use(TestDatabase database) {
        world = new OAuthWorld(database, home);
        account = world.account();
        world.later(Duration.ofHours(1));
    }

    /** Either it works with what the server takes, or it says that a person has to authorise it. */
    private void assertConsistent(String when) {
        boolean works = world.token(account).equals(world.server.access());
        assertThat(works != world.found(account).stopped()).as("%s: works %s, stopped %s", when, works, world.found(account).stopped()).isTrue();
    }

    private boolean breaksOff(TestDatabase database, int statement) {
        database.failAt(statement);
        try {
            world.refresher("node1").look();
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("injected");
        }
        boolean reached = database.faults().executed() >= statement;
        database.failAt(0);
        return reached;
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theNextLifeGoesOnWhereTheDatabaseFailed(TestDatabase database) {
        use(database);
        boolean lost = false;
        for (int statement = 1; breaksOff(database, statement); statement++) {
            String when = "statement " + statement;
            world.endLeases();
            world.later(Grants.AGAIN);
            world.refresher("node2").look();
            world.later(Grants.AGAIN);
            world.refresher("node2").look();
            assertConsistent(when);
            if (world.found(account).stopped()) {
                lost = true; // only what the server had given already and nobody could store
                assertThat(world.server.asked).as(when).contains("standing of " + world.token(account));
                world.grants.renew(account, world.clients.all().get(0).id(), world.server.grant()); // the one click
            }
            world.server.asked.clear();
            world.later(Duration.ofHours(1));
        }
        assertThat(lost).as("the case that cannot be helped is among them").isTrue();
        world.refresher("node2").look();
        assertConsistent("the end");
        assertThat(world.found(account).stopped()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNodeThatLivesOnLosesNoPair(TestDatabase database) {
        use(database);
        boolean reached = true;
        for (int statement = 1; reached; statement++) {
            Refresher refresher = world.refresher("node1");
            database.failAt(statement);
            try {
                refresher.look();
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("injected");
            }
            reached = database.faults().executed() >= statement;
            database.failAt(0);
            world.endLeases();
            world.later(Grants.AGAIN);
            refresher.look();
            assertThat(world.found(account).stopped()).as("statement %d", statement).isFalse();
            assertConsistent("statement " + statement);
            world.later(Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aNodeThatDiesWhileItAsksLeavesAnAccountThatIsOneOfBoth(Fault fault) {
        try (TestDatabase database = TestDatabase.open("h2")) {
            use(database);
            world.server.fault = fault;
            boolean[] died = {false};
            MadeServer server = world.server;
            TokenEndpoint dying = new TokenEndpoint() {
                @Override
                public Answer exchange(Client client, String code, String verifier) {
                    throw new AssertionError();
                }

                @Override
                public Answer refresh(Client client, String refreshToken) {
                    server.refresh(client, refreshToken);
                    died[0] = true;
                    throw new Killed();
                }

                @Override
                public Answer revoke(Client client, String refreshToken) {
                    throw new AssertionError();
                }

                @Override
                public Standing standing(dvcs.store.AccountRecord account, boolean oauth, String token) {
                    return server.standing(account, oauth, token);
                }
            };
            Locks none = resource -> java.util.Optional.of(() -> {});
            Refresher refresher = world.oauth().refresher(dying, none, new Refresher.Listener(() -> {}, id -> {}));
            try {
                refresher.look();
            } catch (Killed e) {
                assertThat(died[0]).isTrue();
            }
            server.fault = Fault.NONE;
            world.later(Grants.AGAIN);
            world.refresher("node2").look();
            assertConsistent(fault.name());
            boolean rotated = fault == Fault.NONE || fault == Fault.LOST_ON_THE_WAY_BACK;
            assertThat(world.found(account).stopped()).isEqualTo(rotated);
            assertThat(server.access()).as("no token was used twice").isNotEqualTo("none");
        }
    }
}
