package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Account;
import dvcs.api.AccountChange;
import dvcs.api.Certificates;
import dvcs.api.NewAccount;
import dvcs.api.Repository;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.Switch;
import dvcs.bridge.Batches;
import dvcs.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Switches of smart commits, as accounts and repositories show them in the running plugin. */
@Timeout(120)
class SmartSwitchesTest extends ServiceFixture {
    private static final NewAccount WITHOUT = new NewAccount("gitlab", "acme", "https://forge.example", "glpat-secret", true, Certificates.NONE, false);

    private PluginSmartCommits smart;

    private void ready(TestDatabase database) {
        use(database);
        smart = new PluginSmartCommits(tables, health, commands());
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        forge.answers(1, (job, request) -> List.of(new Batches().head("main", ScriptedForge.sha(1, 1)).finished(true).build(forge.next(), job, 0)));
    }

    private Account changed(Boolean smartCommits, AuthorPolicy policy) {
        return connector.update(account().id(), new AccountChange(null, null, null, smartCommits, policy));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aNewAccountHasThemUnlessItIsAskedNotTo(TestDatabase database) {
        ready(database);
        assertThat(connector.add(WITHOUT).smartCommits()).isFalse();
        awaitIdle();
        assertThat(account().smartCommits()).isFalse();
        assertThat(repository(1)).extracting(Repository::smartCommits, Repository::armedAt, Repository::armRefusal).containsExactly(Switch.INHERITED, 0L, "");
        connector.remove(account().id());
        Account added = connector.add(ACME);
        assertThat(added).extracting(Account::smartCommits, Account::authorPolicy).containsExactly(true, AuthorPolicy.COMPATIBLE);
        awaitIdle();
        await("the repositories are armed", () -> repository(1).armedAt() > 0 && repository(2).armedAt() > 0);
    }

    @Test
    void anAccountShowsWhatWasChanged() {
        ready(TestDatabase.open("h2"));
        connector.add(ACME);
        awaitIdle();
        await("the repositories are armed", () -> repository(1).armedAt() > 0 && repository(2).armedAt() > 0);
        assertThat(changed(null, AuthorPolicy.STRICT)).extracting(Account::smartCommits, Account::authorPolicy).containsExactly(true, AuthorPolicy.STRICT);
        assertThat(repository(1).armedAt()).as("the policy disarms nothing").isPositive();
        assertThat(changed(false, null)).extracting(Account::smartCommits, Account::authorPolicy).containsExactly(false, AuthorPolicy.STRICT);
        assertThat(connector.accounts().get(0)).isEqualTo(connector.account(account().id()).orElseThrow());
        assertThat(repository(1).armedAt()).isZero();
        changed(true, AuthorPolicy.COMPATIBLE);
        await("they are armed at once, since nothing runs", () -> repository(1).armedAt() > 0 && repository(2).armedAt() > 0);
        assertThat(connector.update(account().id(), new AccountChange(null, false)).smartCommits()).as("what is not said stays").isTrue();
    }

    @Test
    void aRepositoryShowsItsOwnSwitch() {
        ready(TestDatabase.open("h2"));
        connector.add(WITHOUT);
        awaitIdle();
        int id = repository(1).id();
        smart.switchRepository(id, true);
        await("it is armed at once, since nothing runs", () -> repository(1).armedAt() > 0);
        assertThat(repository(1)).isEqualTo(connector.repository(id).orElseThrow()).extracting(Repository::smartCommits).isEqualTo(Switch.ON);
        assertThat(repository(2)).extracting(Repository::smartCommits, Repository::armedAt).containsExactly(Switch.INHERITED, 0L);
        smart.switchRepository(id, false);
        assertThat(repository(1)).extracting(Repository::smartCommits, Repository::armedAt).containsExactly(Switch.OFF, 0L);
        smart.switchRepository(id, null);
        assertThat(repository(1).smartCommits()).isEqualTo(Switch.INHERITED);
        database("ARM_REFUSAL", "Another does it. Stop it.", id);
        assertThat(repository(1).armRefusal()).isEqualTo("Another does it. Stop it.");
    }

    private void database(String column, String value, int id) {
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [" + column + "] = ? WHERE [ID] = ?", value, id));
    }
}
