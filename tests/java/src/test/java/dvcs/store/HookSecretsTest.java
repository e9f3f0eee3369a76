package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> opened = new ArrayList<>(List.of(secrets.open(sealed.accountId(), sealed.secret())));
        for (String former : sealed.former()) {
            opened.add(secrets.open(sealed.accountId(), former));
        }
        return opened;
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void isMadeOnceAndNeverStoredInTheClear(TestDatabase database) throws Exception {
        int id = use(database);
        assertThat(secrets.all()).isEmpty();
        String secret = secrets.ensure(id).text();
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secrets.ensure(id).text()).isEqualTo(secret);
        assertThat(opened()).containsExactly(secret);
        assertThat(database.snapshot("ACCOUNT")).doesNotContain(secret);
        assertThat(secrets.all().toString()).doesNotContain(secret).doesNotContain(secrets.all().get(0).secret());
        int other = accounts.insert(AccountRecord.unlisted(0, "gitlab", "other", "https://forge", true, ""), "token", true);
        assertThat(secrets.ensure(other).text()).isNotEqualTo(secret);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theFormerOneCountsUntilItIsForgotten(TestDatabase database) throws Exception {
        int id = use(database);
        String first = secrets.ensure(id).text();
        String second = secrets.renew(id).text();
        assertThat(second).isNotEqualTo(first);
        assertThat(opened()).containsExactly(second, first);
        assertThat(secrets.ensure(id).text()).isEqualTo(second);
        secrets.forgetFormer(id, secrets.ensure(id).number());
        assertThat(opened()).containsExactly(second);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whoeverRenewsTwiceCutsNobodyOff(TestDatabase database) throws Exception {
        int id = use(database);
        String first = secrets.ensure(id).text();
        String second = secrets.renew(id).text();
        String third = secrets.renew(id).text();
        assertThat(opened()).containsExactly(third, second, first);
        for (int i = 0; i < 9; i++) {
            secrets.renew(id);
        }
        assertThat(opened()).as("not without end").hasSize(6).doesNotContain(first);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void isNotForgottenWhileAWebhookHasIt(TestDatabase database) throws Exception {
        int id = use(database);
        HookSecrets.Secret first = secrets.ensure(id);
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [GROUP_HOOK_ID] = 7, [GROUP_HOOK_SECRET] = ? WHERE [ID] = ?", first.number(), id));
        database.database().change(sql -> sql.update("INSERT INTO <REPOSITORY> ([ACCOUNT_ID], [FORGE_ID], [UNIQUE_HASH], [STATE], [LINKED], [GONE_AT], "
                + "[HOOK_ID], [HOOK_SECRET_NUMBER]) VALUES (?, 1, 'one', 'IDLE', ?, 0, 8, ?)", id, true, first.number()));
        HookSecrets.Secret second = secrets.renew(id);
        secrets.forgetFormer(id, second.number());
        assertThat(opened()).as("two have it").containsExactly(second.text(), first.text());
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [GROUP_HOOK_SECRET] = ? WHERE [ID] = ?", second.number(), id));
        secrets.forgetFormer(id, second.number());
        assertThat(opened()).as("the repository's has it").containsExactly(second.text(), first.text());
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [HOOK_SECRET_NUMBER] = ? WHERE [ACCOUNT_ID] = ?", second.number(), id));
        secrets.forgetFormer(id, first.number());
        assertThat(opened()).as("of a look that began with another one").containsExactly(second.text(), first.text());
        secrets.forgetFormer(id, second.number());
        assertThat(opened()).containsExactly(second.text());
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofTwoNodesTheFirstOneMakesIt(TestDatabase database) throws Exception {
        int id = use(database);
        String[] others = new String[1];
        // Our look, then the other node's whole work, then our attempt to store.
        Meanwhile meanwhile = new Meanwhile(database.transactions(), 2,
                () -> others[0] = new HookSecrets(database.database(), new CredentialVault(home)).ensure(id).text());
        assertThat(new HookSecrets(database.database(meanwhile), new CredentialVault(home)).ensure(id).text()).isEqualTo(others[0]);
        assertThat(opened()).containsExactly(others[0]);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatNobodyCanReadIsMadeAnew(TestDatabase database) throws Exception {
        int id = use(database);
        String lost = secrets.ensure(id).text();
        Files.delete(home.resolve("dvcs-connector/credentials.key"));
        accounts.token(id, "token"); // entered again: makes a new key
        assertThat(secrets.isLost(id)).isTrue();
        String found = secrets.ensure(id).text();
        assertThat(secrets.isLost(id)).isFalse();
        assertThat(found).isNotEqualTo(lost);
        assertThat(secrets.ensure(id).number()).as("webhooks with the lost one can be told").isEqualTo(2);
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
