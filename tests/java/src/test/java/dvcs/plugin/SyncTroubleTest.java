package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dvcs.api.Account;
import dvcs.api.AccountChange;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.api.NewAccount;
import dvcs.api.Repository;
import dvcs.bridge.Batches;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import dvcs.web.Authority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must stay true when something breaks while something else is under way. */
@Timeout(120)
class SyncTroubleTest extends ServiceFixture {
    @Test
    void whatFailsBehindAStopDoesNotLiftIt() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        forge.listHangs(true);
        service.refresh(account().id(), true);
        await("the listing is under way", () -> forge.requests().stream().filter(asked -> asked.equals("list acme") || asked.startsWith("list acme with")).count() == 2);
        forge.answers(1, (job, asked) -> List.of(
                new Batches().failed(ScriptedForge.UNAUTHORIZED, "The token was refused.").build(forge.next(), job, 1)));
        connector.sync(repository(1).id(), false);
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.FAILED);
        assertThat(account().error()).isEqualTo("The token was refused.");
    }

    @Test
    void aTokenThatAnotherNodeReplacedStopsNobody() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        forge.answers(1, (job, asked) -> List.of()); // does not answer: the session with the old token stays in use
        connector.sync(repository(1).id(), false);
        await("it runs", () -> forge.requests().stream().filter("sync 1"::equals).count() == 2);
        tables.accounts().token(account().id(), "glpat-new"); // as another node's page does
        forge.refuses(ACME.token());
        forge.has(2, "acme/b");
        service.refresh(account().id(), true);
        await("the new one is used", () -> connector.repositories(account().id(), "acme/b", 0, 9).total() == 1
                && repository(2).state() == Repository.State.SYNCED);
        assertThat(forge.requests()).as("no session with the old one was taken").doesNotContain("refused");
        assertThat(account().error()).isEmpty();
        connector.cancel(account().id());
        awaitIdle();
    }

    @Test
    void aRunThatAReplacedTokenEndedGoesAgain() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        forge.forgetRequests();
        forge.answers(1, (job, asked) -> {
            forge.usual(1);
            tables.accounts().token(account().id(), "glpat-new");
            return List.of(new Batches().failed(ScriptedForge.UNAUTHORIZED, "The token was refused.").build(forge.next(), job, 1));
        });
        connector.sync(repository(1).id(), false);
        await("it went again", () -> forge.requests().equals(List.of("sync 1", "sync 1")));
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
    }

    @Test
    void aListingThatAReplacedTokenEndedGoesAgain() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        forge.listHangs(true);
        service.refresh(account().id(), true);
        await("it is listed", () -> forge.requests().stream().filter("list acme with hint of acme"::equals).count() == 1);
        tables.accounts().token(account().id(), "glpat-new");
        forge.listHangs(false);
        forge.failHangingListing();
        await("it goes again", () -> forge.requests().stream().filter("list acme with hint of acme"::equals).count() == 2);
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.IDLE);
    }

    @Test
    void aCancelledRunIsNotShownAsUnderWay() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        connector.add(ACME);
        awaitIdle();
        forge.answers(1, (job, asked) -> List.of()); // does not answer
        connector.sync(repository(1).id(), false);
        await("it runs", () -> repository(1).state() == Repository.State.SYNCING && forge.requests().stream().filter("sync 1"::equals).count() == 2);
        forge.answers(2, (job, asked) -> List.of(
                new Batches().failed(ScriptedForge.UNAUTHORIZED, "The token was refused.").build(forge.next(), job, 2)));
        connector.sync(repository(2).id(), false);
        awaitIdle();
        assertThat(account().state()).isEqualTo(Account.State.FAILED);
        assertThat(repository(1).state()).isEqualTo(Repository.State.SYNCED);
    }

    @Test
    void theRowsOfARemovedAccountAreHiddenBeforeTheyAreDeleted() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        connector.add(ACME);
        awaitIdle();
        assertThat(commits()).hasSize(1);
        tables.accounts().markRemoved(account().id()); // as without the library, which deletes nothing
        assertThat(commits()).isEmpty();
    }

    @Test
    void aRepositoryIsDeletedWhenItsGraceIsOver() {
        TestDatabase database = TestDatabase.open("h2");
        use(database);
        forge.has(1, "acme/a");
        forge.has(2, "acme/b");
        connector.add(ACME);
        awaitIdle();
        service.clearGraves();
        int gone = repository(2).id();
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [GONE_AT] = 1 WHERE [ID] = ?", gone));
        service.clearGraves();
        await("its rows are deleted", () -> connector.repository(gone).isEmpty());
        assertThat(commits()).containsExactly("acme/a");
        assertThat(database.count("COMMIT_KEY")).isEqualTo(1);
    }

    @Test
    void idleSessionsAreFewWhateverTheNumberOfAccounts() {
        use(TestDatabase.open("h2"));
        forge.has(1, "acme/a");
        for (int i = 0; i < Sessions.MOST_OPEN + 8; i++) {
            int id = connector.add(new NewAccount("gitlab", "acme", "https://forge" + i + ".example", "glpat-secret", true)).id();
            await("nothing runs", () -> !service.progresses().isWorking(id) && service.queue().running() == 0);
        }
        assertThat(service.sessions().size()).isEqualTo(Sessions.MOST_OPEN);
    }

    @Test
    void aCertificateForAnAddressWithoutTlsIsRefused() {
        use(TestDatabase.open("h2"));
        int id = connector.add(new NewAccount("gitlab", "acme", "http://forge.example", "glpat-secret", true)).id();
        awaitIdle();
        AccountChange change = new AccountChange(null, null, Certificates.parse(Authority.PEM));
        assertThatThrownBy(() -> connector.update(id, change)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.getMessage()).contains("https:// only");
        });
        assertThat(tables.accounts().find(id).orElseThrow().ca()).isEmpty();
    }

    @Test
    void aBrokenDatabaseIsSaidInWordsWithoutItsStatements() {
        use(TestDatabase.open("h2"));
        Throwable broken = catchThrowable(() -> tables.database().change(sql -> sql.update("INSERT INTO NOWHERE VALUES ('secret')")));
        assertThat(broken).isInstanceOf(StoreException.class);
        assertThat(Failure.sentence(broken)).contains("database").contains("tried again").doesNotContain("secret");
        assertThat(Failure.sentence(new IllegalStateException("The session with the forge was closed."))).contains("closed.").contains("tried again");
        assertThat(Failure.sentence(new NullPointerException())).contains("NullPointerException").contains("Jira's log");
    }
}
