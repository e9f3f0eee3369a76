package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountsTest {
    @TempDir
    private Path home;

    private Accounts accounts(TestDatabase tables) {
        return new Accounts(tables.database(), new CredentialVault(home), TestDatabase.CLOCK);
    }

    private static AccountRecord only(Accounts accounts) {
        return accounts.all().get(0);
    }

    private static AccountRecord account(String owner) {
        return AccountRecord.unlisted(0, "gitlab", owner, "https://gitlab.example", true, "");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void certificatesComeWithTheAccountAndChangeAlone(TestDatabase tables) throws Exception {
        Accounts accounts = accounts(tables);
        String pem = "-----BEGIN CERTIFICATE-----\n" + "A".repeat(4_000) + "\n-----END CERTIFICATE-----\n";
        int id = accounts.insert(account("acme").trusting(pem), "t", true);
        assertThat(accounts.find(id).orElseThrow().ca()).isEqualTo(pem);
        accounts.ca(id, "");
        assertThat(accounts.find(id).orElseThrow().ca()).isEmpty();
        assertThat(accounts.token(accounts.find(id).orElseThrow())).isEqualTo("t");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theTokenIsStoredEncryptedAndNeverPrinted(TestDatabase tables) throws Exception {
        Accounts accounts = accounts(tables);
        int id = accounts.insert(account("acme"), "glpat-secret", true);
        AccountRecord stored = accounts.find(id).orElseThrow();
        assertThat(accounts.token(stored)).isEqualTo("glpat-secret");
        assertThat(tables.snapshot("ACCOUNT")).doesNotContain("glpat-secret");
        assertThat(stored.toString()).doesNotContain(stored.credential());
        accounts.token(id, "glpat-new");
        assertThat(accounts.token(only(accounts))).isEqualTo("glpat-new");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theSameAccountIsRefusedUntilItIsRemoved(TestDatabase tables) {
        Accounts accounts = accounts(tables);
        int id = accounts.insert(account(""), "t", true);
        assertThatThrownBy(() -> accounts.insert(account(""), "t", true))
                .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isConstraintViolation()).isTrue());
        accounts.markRemoved(id);
        assertThat(accounts.all()).isEmpty();
        assertThat(accounts.find(id)).isEmpty();
        assertThat(accounts.removed()).containsExactly(id);
        accounts.insert(account(""), "t", true);
        accounts.delete(id);
        assertThat(accounts.removed()).isEmpty();
        assertThat(accounts.all()).hasSize(1);
        accounts.insert(account("Acme"), "t", true);
        assertThatThrownBy(() -> accounts.insert(account("aCME"), "t", true))
                .as("paths of groups ignore case").isInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNewTokenLiftsTheStop(TestDatabase tables) {
        Accounts accounts = accounts(tables);
        int id = accounts.insert(account("acme"), "t", true);
        assertThat(accounts.stop(id, 0, "The token was refused.")).isTrue();
        accounts.failed(id, "The connection was closed."); // what fails behind the stop

        assertThat(only(accounts).stopped()).isTrue();
        assertThat(only(accounts).error()).isEqualTo("The token was refused.");
        accounts.token(id, "t2");
        assertThat(only(accounts).stopped()).isFalse();
        assertThat(only(accounts).error()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatBecameOfAFormerTokenSaysNothingAboutTheNewOne(TestDatabase tables) {
        Accounts accounts = accounts(tables);
        int id = accounts.insert(account("acme"), "t", true);
        int before = only(accounts).credentialVersion();
        accounts.token(id, "t2");
        assertThat(accounts.stop(id, before, "The token was refused.")).as("replaced meanwhile").isFalse();
        assertThat(only(accounts).stopped()).isFalse();
        int now = only(accounts).credentialVersion();
        assertThat(accounts.stop(id, now, "The token was refused.")).isTrue();
        accounts.checked(id, before, "17.0", "ann");
        assertThat(only(accounts).stopped()).as("the former one is good, and is not used any more").isTrue();
        accounts.checked(id, now, "17.0", "ann");
        assertThat(only(accounts).stopped()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aCopyForgetsItsCredentials(TestDatabase tables) {
        Accounts accounts = accounts(tables);
        accounts.insert(account("acme"), "t", true);
        tables.database().change(Accounts::forgetCredentials);
        assertThat(only(accounts).credential()).isEmpty();
        assertThatThrownBy(() -> accounts.token(only(accounts))).isInstanceOf(CredentialVault.Unreadable.class);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anIncrementalRefreshKeepsTheTimeOfTheFullOne(TestDatabase tables) {
        Accounts accounts = accounts(tables);
        int id = accounts.insert(account("acme"), "t", true);
        accounts.refreshed(id, 1_000, true, "");
        accounts.refreshed(id, 2_000, false, "group:7");
        assertThat(only(accounts).lastFullRefresh()).isEqualTo(1_000);
        assertThat(only(accounts).lastRefresh()).isEqualTo(2_000);
        assertThat(only(accounts).ownerHint()).isEqualTo("group:7");
    }
}
