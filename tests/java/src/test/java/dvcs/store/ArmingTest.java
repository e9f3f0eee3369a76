package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.RepositorySwitches;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArmingTest {
    private TestDatabase tables;
    private Arming arming;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        arming = new Arming(tables.database(), TestDatabase.CLOCK);
        repository = tables.newRepository(1, 42);
        tables.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?, [SMART_COMMITS] = ?", false, true));
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
    }

    private void imported(CommitRow... commits) {
        new BatchWriter(tables.database(), TestDatabase.CLOCK)
                .write(lease, new Rows.Making(repository).commits(commits).branches(branch("main", sha(1))).end(branch("main", sha(1))).batch());
    }

    private RepositorySwitches switches() {
        return arming.repositories(Set.of(repository)).get(repository);
    }

    private boolean armed() {
        return switches().armedAt() > 0;
    }

    private long marked(int mark) {
        return tables.database().read(sql -> sql.count("SELECT COUNT(*) FROM <COMMIT> WHERE [COMMAND_STATE] = ?", mark));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyWhatIsSeenAfterArmingIsDue(TestDatabase given) {
        use(given);
        assertThat(arming.arm(lease, repository)).as("before the first import").isFalse();
        imported(commit(sha(2), "KEY-1 #close", "KEY-1"), commit(sha(3), "KEY-1 no command\n#close", "KEY-1"));
        assertThat(marked(CommandMark.HISTORY)).isEqualTo(1);
        assertThat(marked(CommandMark.NONE)).isEqualTo(1);
        assertThat(arming.wanted()).containsExactly(new Arming.Wanted(repository, ""));
        assertThat(arming.arm(lease, repository)).isTrue();
        assertThat(arming.arm(lease, repository)).as("a second time").isFalse();
        assertThat(switches()).isEqualTo(new RepositorySwitches(null, TestDatabase.CLOCK.millis(), ""));
        assertThat(arming.wanted()).isEmpty();
        imported(commit(sha(2), "KEY-1 #close", "KEY-1"), commit(sha(4), "KEY-1 #close", "KEY-1"));
        assertThat(marked(CommandMark.HISTORY)).isEqualTo(1);
        assertThat(marked(CommandMark.DUE)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void switchesOfAccountAndRepository(TestDatabase given) {
        use(given);
        imported();
        arming.accountSwitch(1, false, AuthorPolicy.STRICT);
        assertThat(arming.account(1).orElseThrow().policy()).isEqualTo(AuthorPolicy.STRICT);
        assertThat(arming.arm(lease, repository)).isFalse();
        arming.repositorySwitch(repository, true);
        assertThat(arming.arm(lease, repository)).isTrue();
        arming.accountSwitch(1, false, null);
        assertThat(armed()).as("its own switch counts").isTrue();
        imported(commit(sha(5), "KEY-1 #close", "KEY-1"));
        arming.repositorySwitch(repository, null);
        assertThat(armed()).isFalse();
        assertThat(marked(CommandMark.WITHDRAWN)).as("what was due").isEqualTo(1);
        arming.accountSwitch(1, true, null);
        assertThat(arming.arm(lease, repository)).isTrue();
        arming.repositorySwitch(repository, false);
        assertThat(armed()).isFalse();
        assertThat(switches().smartCommits()).isFalse();
    }

    @Test
    void unlinkingAndANewGrammarAndATombstoneDisarm() {
        use(TestDatabase.open("h2"));
        imported();
        Repositories repositories = new Repositories(tables.database());
        arming.arm(lease, repository);
        repositories.link(repository, false);
        assertThat(armed()).isFalse();
        repositories.link(repository, true);
        arming.arm(lease, repository);
        repositories.beginFull(lease, repository, 4);
        assertThat(armed()).as("a full reading with the same grammar").isTrue();
        repositories.beginFull(lease, repository, 5);
        assertThat(armed()).as("a full reading with another grammar").isFalse();
        assertThat(arming.arm(lease, repository)).as("while it lasts").isFalse();
    }

    @Test
    void aRepositoryThatIsGoneIsDisarmedWhenItsRowsAreDeleted() {
        use(TestDatabase.open("h2"));
        imported();
        arming.arm(lease, repository);
        Lease listing = new Leases(tables.database(), "test").tryAcquire(Lease.ofAccount(1)).orElseThrow();
        new RepositoryListing(tables.database(), listing, 1, true, 4).bury(Set.of(), 5);
        assertThat(armed()).as("it may be back").isTrue();
        tables.database().change(sql -> sql.update("INSERT INTO <COMMAND> ([UNIQUE_HASH], [EQUAL_HASH], [COMMIT_HASH], [KIND], [STATE], [REPOSITORY_ID]) "
                + "VALUES ('u', 'e', 'c', 'COMMENT', 'WAITING', ?)", repository));
        new Removal(tables.database()).goneRepository(lease, repository, 6);
        assertThat(tables.database().<Long>read(sql -> sql.count("SELECT COUNT(*) FROM <COMMAND> WHERE [STATE] = 'NOT_EXECUTED' AND [REASON] LIKE '%gone%'")))
                .isEqualTo(1);
        assertThat(arming.arm(lease, repository)).isFalse();
    }

    @Test
    void whatTheBundledConnectorDoesIsNotGuessedWhenTheDatabaseFails() {
        use(TestDatabase.open("h2"));
        imported();
        bundled("https://forge", "acme", "r43", true, true);
        assertThat(arming.arm(lease, repository)).isTrue();
        tables.host().update("ALTER TABLE " + tables.host().table("AO_E8B6CC_REPOSITORY_MAPPING") + " RENAME COLUMN \"SLUG\" TO \"SLUGS\"");
        assertThatThrownBy(() -> arming.yield(lease, repository)).isInstanceOf(StoreException.class);
        assertThat(armed()).isTrue();
        tables.host().update("ALTER TABLE " + tables.host().table("AO_E8B6CC_REPOSITORY_MAPPING") + " RENAME COLUMN \"SLUGS\" TO \"SLUG\"");
        assertThat(arming.yield(lease, repository)).isFalse();
    }

    @Test
    void aCopyOfJiraExecutesNothing() {
        use(TestDatabase.open("h2"));
        imported();
        arming.repositorySwitch(repository, true);
        arming.arm(lease, repository);
        imported(commit(sha(5), "KEY-1 #close", "KEY-1"));
        tables.database().change(Accounts::forgetCredentials);
        assertThat(armed()).isFalse();
        assertThat(marked(CommandMark.DUE)).isZero();
        assertThat(arming.arm(lease, repository)).isFalse();
        assertThat(arming.account(1).orElseThrow().smartCommits()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatTheBundledConnectorExecutesIsNotArmedAndTheReasonIsKept(TestDatabase given) {
        use(given);
        imported();
        bundled("https://forge/", "acme", "r42", true, true);
        assertThat(arming.wanted()).as("for the reason").hasSize(1);
        assertThat(arming.arm(lease, repository)).isFalse();
        assertThat(arming.wanted()).as("while nothing has changed").isEmpty();
        assertThat(switches().refusal()).contains("bundled").contains("twice").contains("Switch smart commits off there");
        String refusal = switches().refusal();
        assertThat(arming.standing(repository).orElseThrow().refusal()).isEqualTo(refusal);
        tables.host().update("UPDATE " + tables.host().table("AO_E8B6CC_REPOSITORY_MAPPING") + " SET \"SMARTCOMMITS_ENABLED\" = ?", false);
        assertThat(arming.wanted()).containsExactly(new Arming.Wanted(repository, ""));
        assertThat(arming.arm(lease, repository)).isTrue();
        assertThat(switches().refusal()).isEmpty();
        assertThat(arming.standing(repository).orElseThrow().refusal()).isEmpty();
        assertThat(arming.yield(lease, repository)).isFalse();
        tables.host().update("UPDATE " + tables.host().table("AO_E8B6CC_REPOSITORY_MAPPING") + " SET \"SMARTCOMMITS_ENABLED\" = ?", true);
        assertThat(arming.standing(repository).orElseThrow()).extracting(Standing::armedAt, Standing::refusal)
                .containsExactly(TestDatabase.CLOCK.millis(), refusal);
        imported(commit(sha(5), "KEY-1 #close", "KEY-1"));
        assertThat(arming.yield(lease, repository)).as("switched on there later").isTrue();
        assertThat(armed()).isFalse();
        assertThat(marked(CommandMark.DUE)).isZero();
        assertThat(switches().refusal()).contains("bundled");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatItHasAndDoesNotExecuteIsArmed(TestDatabase given) {
        use(given);
        imported();
        bundled("https://FORGE", "Acme", "r43", true, true);
        bundled("https://forge", "acme", "r42", false, true);
        bundled("https://forge", "acme", "r42", true, false);
        assertThat(arming.arm(lease, repository)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void tablesThatCannotBeReadAreAReasonToo(TestDatabase given) {
        use(given);
        imported();
        tables.host().update("CREATE TABLE " + tables.host().table("AO_E8B6CC_REPOSITORY_MAPPING") + " (\"ID\" INTEGER)");
        assertThat(arming.arm(lease, repository)).isFalse();
        assertThat(switches().refusal()).contains("can't be read");
    }

    private void bundled(String url, String owner, String slug, boolean smart, boolean linked) {
        var host = tables.host();
        host.update("CREATE TABLE IF NOT EXISTS " + host.table("AO_E8B6CC_ORGANIZATION_MAPPING")
                + " (\"ID\" INTEGER, \"HOST_URL\" VARCHAR(255), \"NAME\" VARCHAR(255))");
        host.update("CREATE TABLE IF NOT EXISTS " + host.table("AO_E8B6CC_REPOSITORY_MAPPING")
                + " (\"ID\" INTEGER, \"ORGANIZATION_ID\" INTEGER, \"SLUG\" VARCHAR(255), \"LINKED\" BOOLEAN, \"DELETED\" BOOLEAN, "
                + "\"SMARTCOMMITS_ENABLED\" BOOLEAN)");
        int id = (url + owner + slug + smart + linked).hashCode();
        host.update("INSERT INTO " + host.table("AO_E8B6CC_ORGANIZATION_MAPPING") + " VALUES (?, ?, ?)", id, url, owner);
        host.update("INSERT INTO " + host.table("AO_E8B6CC_REPOSITORY_MAPPING") + " VALUES (?, ?, ?, ?, ?, ?)", id, id, slug, linked, false, smart);
    }
}
