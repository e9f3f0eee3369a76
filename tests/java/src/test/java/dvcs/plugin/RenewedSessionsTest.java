package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.bridge.Core;
import dvcs.bridge.ScriptedBoundary;
import dvcs.oauth.Renewal;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of open sessions when their token is refused, or another takes its place. */
class RenewedSessionsTest {
    @TempDir
    private Path home;

    private final ScriptedBoundary natives = new ScriptedBoundary();
    private final TestDatabase database = TestDatabase.open("h2");
    private Renewal.Result result = Renewal.Result.NONE;
    private Optional<Renewal.Current> current = Optional.empty();
    private Core core;
    private Tables tables;
    private Sessions sessions;
    private int account;

    private final Renewal renewal = new Renewal() {
        @Override
        public Result refused(int accountId, int version) {
            return result;
        }

        @Override
        public Optional<Current> current(int accountId) {
            return current;
        }
    };

    @BeforeEach
    void open() {
        core = natives.startCore();
        tables = Tables.of(database.database(), new CredentialVault(home), "test", Clock.systemUTC());
        account = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "first", true);
        sessions = new Sessions(core, tables.accounts(), () -> new Grammar(false, false), renewal);
    }

    @AfterEach
    void close() {
        sessions.close();
        core.close();
        database.close();
    }

    private AccountRecord account() {
        return tables.accounts().find(account).orElseThrow();
    }

    private long credentials() {
        return natives.calls().stream().filter("credential"::equals).count();
    }

    @Test
    void aRunGoesOnWithTheTokenThatTookThePlaceOfItsOwn() throws Exception {
        try (Sessions.Use use = sessions.use(account(), Lane.BACKFILL)) {
            int before = use.credentialVersion();
            sessions.follow();
            assertThat(credentials()).as("it renews nothing by itself").isZero();
            current = Optional.of(new Renewal.Current(before, "first"));
            sessions.follow();
            assertThat(credentials()).as("it is the one it has").isZero();
            current = Optional.of(new Renewal.Current(before + 1, "second"));
            sessions.follow();
            sessions.follow();
            assertThat(credentials()).as("once").isEqualTo(1);
            assertThat(use.session().isOpen()).isTrue();
            assertThat(use.credentialVersion()).as("a request under way may still be refused because of the first").isEqualTo(before);
            tables.accounts().token(account, "third");
            try (Sessions.Use next = sessions.use(account(), Lane.BACKFILL)) {
                assertThat(next.session()).as("what begins now begins with the newest").isNotSameAs(use.session());
            }
        }
    }

    @Test
    void aRefusedTokenThatWasReplacedStopsNobody() throws Exception {
        result = Renewal.Result.REPLACED;
        try (Sessions.Use use = sessions.use(account(), Lane.LIVE)) {
            assertThat(sessions.refused(account, use.credentialVersion(), "It was refused.")).isFalse();
            assertThat(account().stopped()).isFalse();
            assertThat(account().error()).isEmpty();
            assertThat(use.session().isOpen()).isTrue();
        }
    }

    @Test
    void aRefusedTokenThatAPersonEnteredStopsTheAccount() throws Exception {
        try (Sessions.Use use = sessions.use(account(), Lane.LIVE)) {
            assertThat(sessions.refused(account, use.credentialVersion() - 1, "It was refused.")).as("another one was entered meanwhile").isFalse();
            assertThat(account().stopped()).isFalse();
            assertThat(sessions.refused(account, use.credentialVersion(), "It was refused.")).isTrue();
            assertThat(account().stopped()).isTrue();
            assertThat(account().error()).isEqualTo("It was refused.");
        }
        assertThat(sessions.size()).isZero();
    }

    @Test
    void aRefusedTokenOfWhichNothingIsKnownYetEndsTheRunsAndSaysSo() throws Exception {
        result = Renewal.Result.LATER;
        try (Sessions.Use use = sessions.use(account(), Lane.LIVE)) {
            assertThat(sessions.refused(account, use.credentialVersion(), "It was refused.")).isTrue();
        }
        assertThat(account().stopped()).isFalse();
        assertThat(account().error()).as("nobody has to enter one").contains("could not be renewed yet");
        assertThat(sessions.size()).isZero();
    }
}
