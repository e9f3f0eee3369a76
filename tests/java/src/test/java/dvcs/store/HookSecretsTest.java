package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HookSecretsTest {
    @TempDir
    private Path home;

    private HookSecrets secrets;
    private Accounts accounts;

    private int use(TestDatabase database) {
        CredentialVault vault = new CredentialVault(home);
        secrets = new HookSecrets(database.database(), vault);
        accounts = new Accounts(database.database(), vault, TestDatabase.CLOCK);
        return accounts.insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "token", true);
    }

    private List<String> opened() throws CredentialVault.Unreadable {
        HookSecrets.Sealed sealed = secrets.all().get(0);
        String now = secrets.open(sealed.accountId(), sealed.secret());
        return sealed.former().isEmpty() ? List.of(now) : List.of(now, secrets.open(sealed.accountId(), sealed.former()));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void isMadeOnceAndNeverStoredInTheClear(TestDatabase database) throws Exception {
        int id = use(database);
        assertThat(secrets.all()).isEmpty();
        String secret = secrets.ensure(id);
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secrets.ensure(id)).isEqualTo(secret);
        assertThat(opened()).containsExactly(secret);
        assertThat(database.snapshot("ACCOUNT")).doesNotContain(secret);
        assertThat(secrets.all().toString()).doesNotContain(secret).doesNotContain(secrets.all().get(0).secret());
        int other = accounts.insert(AccountRecord.unlisted(0, "gitlab", "other", "https://forge", true, ""), "token", true);
        assertThat(secrets.ensure(other)).isNotEqualTo(secret);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theFormerOneCountsUntilItIsForgotten(TestDatabase database) throws Exception {
        int id = use(database);
        String first = secrets.ensure(id);
        String second = secrets.renew(id);
        assertThat(second).isNotEqualTo(first);
        assertThat(opened()).containsExactly(second, first);
        assertThat(secrets.ensure(id)).isEqualTo(second);
        secrets.forgetFormer(id);
        assertThat(opened()).containsExactly(second);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofTwoNodesTheFirstOneMakesIt(TestDatabase database) throws Exception {
        int id = use(database);
        String[] others = new String[1];
        // Our look, then the other node's whole work, then our attempt to store.
        Meanwhile meanwhile = new Meanwhile(database.transactions(), 2,
                () -> others[0] = new HookSecrets(database.database(), new CredentialVault(home)).ensure(id));
        assertThat(new HookSecrets(database.database(meanwhile), new CredentialVault(home)).ensure(id)).isEqualTo(others[0]);
        assertThat(opened()).containsExactly(others[0]);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatNobodyCanReadIsMadeAnew(TestDatabase database) throws Exception {
        int id = use(database);
        String lost = secrets.ensure(id);
        Files.delete(home.resolve("dvcs-connector/credentials.key"));
        accounts.token(id, "token"); // entered again: makes a new key
        String found = secrets.ensure(id);
        assertThat(found).isNotEqualTo(lost);
        assertThat(opened()).containsExactly(found);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void isNoTokenAndNoTokenIsOne(TestDatabase database) throws Exception {
        int id = use(database);
        secrets.ensure(id);
        String sealed = secrets.all().get(0).secret();
        CredentialVault vault = new CredentialVault(home);
        assertThatThrownBy(() -> vault.decrypt(id, sealed)).isInstanceOf(CredentialVault.Unreadable.class);
        assertThatThrownBy(() -> secrets.open(id, vault.encrypt(id, "token"))).isInstanceOf(CredentialVault.Unreadable.class);
        assertThatThrownBy(() -> secrets.open(id + 1, sealed)).isInstanceOf(CredentialVault.Unreadable.class);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRemovedAccountAndACopyOfJiraHaveNone(TestDatabase database) {
        int id = use(database);
        secrets.ensure(id);
        database.database().change(Accounts::forgetCredentials);
        assertThat(secrets.all()).isEmpty();
        secrets.ensure(id);
        accounts.markRemoved(id);
        assertThat(secrets.all()).isEmpty();
        assertThatThrownBy(() -> secrets.ensure(id)).isInstanceOf(StoreException.class).hasMessageContaining("removed");
    }
}
