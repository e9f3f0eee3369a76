package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.atlassian.scheduler.SchedulerService;
import dvcs.api.ConnectorException;
import dvcs.bridge.NativeLibrary;
import dvcs.commands.CommandParser;
import dvcs.commands.JiraActions;
import dvcs.jira.HourlyJob;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop where something is missing or wrong; the library is made absent, so that nothing depends on its build. */
class LifeTest {
    @TempDir
    private Path home;

    private final SchedulerService scheduler = mock(SchedulerService.class);
    private final TestDatabase database = TestDatabase.open("h2");
    private Tables tables;
    private Health health;
    private PluginConnector connector;
    private Life life;

    @BeforeEach
    void withoutLibrary() {
        System.setProperty(NativeLibrary.PATH_PROPERTY, "/does/not/exist.so");
        tables = Tables.of(database.database(), new CredentialVault(home), "test", Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        System.clearProperty(NativeLibrary.PATH_PROPERTY);
        life.stop();
        database.close();
    }

    private void start(String serverId, String baseUrl) {
        health = new Health();
        life = new Life(database.activeObjects(), tables, health, new HourlyJob(scheduler, "test"), new Fingerprint(serverId, baseUrl), home,
                () -> new Grammar(false, false), commands(), new HooksHost(new MadeVerifier(), () -> "https://jira.example"));
        connector = new PluginConnector(tables, health, life::unpause);
        life.start();
    }

    @Test
    void withoutTheLibraryReadingWorksAndWorkIsRefusedInWords() throws Exception {
        start("B1", "https://jira.example");
        assertThat(connector.status().nativeLoaded()).isFalse();
        assertThat(connector.status().nativeProblem()).contains("-Ddvcs.native.path").contains("/does/not/exist.so");
        assertThat(connector.accounts()).isEmpty();
        assertThat(connector.development(Set.of("KEY-1")).commits()).isEmpty();
        assertThatThrownBy(() -> connector.refresh(1)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e).hasMessageContaining("does not load");
        });
        verify(scheduler, never()).scheduleJob(any(), any());
    }

    @Test
    void beforeTheStartAndAfterTheStopAnswersAreWords() {
        start("B1", "https://jira.example");
        life.stop();
        assertThatThrownBy(() -> connector.accounts()).isInstanceOf(ConnectorException.class).hasMessageContaining("stopping");
        assertThat(connector.status().accounts()).isZero();
        assertThatThrownBy(() -> new Health().requireTables()).hasMessageContaining("starting");
    }

    @Test
    void anotherBaseUrlPausesUntilAnAdministratorDecides() {
        start("B1", "https://jira.example");
        life.stop();
        int id = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge.example", true, ""), "glpat-secret", true);
        start("B1", "https://copy.example/");
        assertThat(connector.status().paused()).isTrue();
        assertThat(connector.status().pausedReason()).contains("https://jira.example").contains("https://copy.example");
        assertThat(connector.account(id).orElseThrow().state()).isEqualTo(dvcs.api.Account.State.PAUSED);
        assertThatThrownBy(() -> connector.refresh(id)).hasMessageContaining("moved or is a copy");
        connector.resume(false);
        assertThat(connector.status().paused()).isFalse();
        assertThat(tables.accounts().find(id).orElseThrow().credential()).as("a copy forgets").isEmpty();
        assertThatThrownBy(() -> connector.resume(true)).hasMessageContaining("not paused");
        life.stop();
        start("B1", "https://copy.example");
        assertThat(connector.status().paused()).as("the decision is kept").isFalse();
    }

    @Test
    void aMovedJiraKeepsItsCredentials() {
        start("B1", "https://jira.example");
        life.stop();
        int id = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge.example", true, ""), "glpat-secret", true);
        start("B2", "https://jira.example");
        assertThat(connector.status().pausedReason()).contains("another server id");
        connector.resume(true);
        assertThat(tables.accounts().find(id).orElseThrow().credential()).isNotEmpty();
    }

    @Test
    void theSameBaseUrlOnAnotherPortOfTheServerIsNoMove() {
        start("B1", "http://localhost:2990/jira");
        life.stop();
        start("B1", "http://localhost:2990/jira"); // configuration, whatever port the server got
        assertThat(connector.status().paused()).isFalse();
    }

    @Test
    void aNewerSchemaIsNotTouched() {
        start("B1", "https://jira.example");
        life.stop();
        tables.database().change(sql -> sql.update("UPDATE <SETTING> SET [CONTENT] = ? WHERE [NAME] = ?", "99", "schema_version"));
        start("B1", "https://jira.example");
        assertThatThrownBy(() -> connector.accounts()).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e).hasMessageContaining("newer version");
        });
    }

    @Test
    void whatOneNodeIsToldCountsForAll() {
        start("B1", "https://jira.example");
        life.stop();
        int id = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge.example", true, ""), "glpat-secret", true);
        start("B1", "https://copy.example");
        Health otherHealth = new Health();
        Life other = new Life(database.activeObjects(), Tables.of(database.database(), new CredentialVault(home), "other", Clock.systemUTC()),
                otherHealth, new HourlyJob(scheduler, "test"), new Fingerprint("B1", "https://copy.example"), home.resolve("other"),
                () -> new Grammar(false, false), commands(), new HooksHost(new MadeVerifier(), () -> "https://jira.example"));
        other.start();
        try {
            assertThat(otherHealth.isPaused()).isTrue();
            connector.resume(false);
            assertThat(other.unpause(true)).as("it was decided on the first node").isFalse();
            assertThat(tables.accounts().find(id).orElseThrow().credential()).as("the first decision counts").isEmpty();
            other.followPause();
            assertThat(otherHealth.isPaused()).isFalse();
            tables.settings().paused("Another node found that this is a copy.");
            other.followPause();
            assertThat(otherHealth.paused()).isEqualTo("Another node found that this is a copy.");
        } finally {
            other.stop();
        }
    }

    private static CommandsHost commands() {
        return new CommandsHost(mock(JiraActions.class), mock(JiraActions.class), message -> new CommandParser.Parsed(List.of(), List.of()), "test");
    }
}
