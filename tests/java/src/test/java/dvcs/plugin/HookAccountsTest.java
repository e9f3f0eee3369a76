package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookAccountsTest {
    @TempDir
    private Path home;

    private final TestDatabase database = TestDatabase.open("h2");
    private long nanos;
    private Tables tables;
    private HookAccounts accounts;
    private int id;

    @BeforeEach
    void oneAccount() {
        tables = Tables.of(database.database(), new CredentialVault(home), "test", Clock.systemUTC());
        id = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "token", true);
        accounts = new HookAccounts(tables.hooks().secrets(), () -> nanos);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void knowsPresentAndFormerSecrets() {
        String first = tables.hooks().secrets().ensure(id).text();
        String second = tables.hooks().secrets().renew(id).text();
        assertThat(accounts.isLoaded()).isTrue();
        assertThat(accounts.find(id)).isEqualTo(new HookAccounts.Account(id, "gitlab", List.of(second, first)));
        assertThat(accounts.find(id).toString()).doesNotContain(second);
    }

    @Test
    void anUnknownAccountHasASecretThatNobodyKnows() {
        accounts.isLoaded();
        assertThat(accounts.find(id).isKnown()).as("no secret was made yet").isFalse();
        assertThat(accounts.find(99)).isEqualTo(accounts.find(id));
        assertThat(accounts.find(99).secrets().get(0)).matches("whsec_[A-Za-z0-9+/]{43}=");
        HookAccounts elsewhere = new HookAccounts(tables.hooks().secrets(), () -> nanos);
        elsewhere.isLoaded();
        assertThat(elsewhere.find(99)).isNotEqualTo(accounts.find(99));
    }

    @Test
    void asksTheDatabaseAtMostOnceASecond() {
        accounts.isLoaded();
        database.failAt(0);
        for (int i = 0; i < 1_000; i++) {
            accounts.refresh();
            accounts.find(i);
        }
        assertThat(database.faults().executed()).isZero();
        pass(1);
        for (int i = 0; i < 1_000; i++) {
            accounts.refresh();
        }
        assertThat(database.faults().executed()).isEqualTo(1);
    }

    @Test
    void theFirstOnesWaitForEachOtherAndAskOnce() {
        database.failAt(0);
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 32).mapToObj(i -> CompletableFuture.supplyAsync(accounts::isLoaded)).toList();
        assertThat(all).allMatch(CompletableFuture::join);
        assertThat(database.faults().executed()).isEqualTo(1);
    }

    @Test
    void saysWhetherAnythingIsDifferent() {
        accounts.isLoaded();
        pass(2);
        assertThat(accounts.refresh()).isFalse();
        String secret = tables.hooks().secrets().ensure(id).text();
        assertThat(accounts.find(id).isKnown()).as("another node made it").isFalse();
        pass(2);
        assertThat(accounts.refresh()).isTrue();
        assertThat(accounts.find(id).secrets()).containsExactly(secret);
        pass(2);
        assertThat(accounts.refresh()).isFalse();
        tables.accounts().markRemoved(id);
        accounts.changed();
        assertThat(accounts.find(id).isKnown()).as("at once on the node that knows").isFalse();
    }

    @Test
    void aDatabaseThatIsDownLeavesWhatIsKnown() {
        tables.hooks().secrets().ensure(id);
        database.failAt(1);
        assertThat(accounts.isLoaded()).as("nothing was known").isFalse();
        assertThat(accounts.isLoaded()).as("it is up again").isTrue();
        pass(2);
        database.failAt(1);
        assertThat(accounts.refresh()).isFalse();
        assertThat(accounts.find(id).isKnown()).isTrue();
        pass(2);
        assertThat(accounts.refresh()).isFalse();
    }

    @Test
    void aSecretThatCannotBeReadIsNone() throws Exception {
        tables.hooks().secrets().ensure(id);
        java.nio.file.Files.writeString(home.resolve("dvcs-connector/credentials.key"), "short");
        assertThat(accounts.isLoaded()).isTrue();
        assertThat(accounts.find(id).isKnown()).isFalse();
    }
}
