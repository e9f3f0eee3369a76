package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dvcs.api.CommandKind;
import dvcs.api.AccountChange;
import dvcs.api.CommandState;
import dvcs.api.ConnectorException;
import dvcs.api.Development;
import dvcs.api.Development.SmartCommand;
import dvcs.api.SmartCommits.AuthorMapping;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.CommandFilter;
import dvcs.api.SmartCommits.DryRun;
import dvcs.api.SmartCommits.Preview;
import dvcs.bridge.Batches;
import dvcs.commands.CommandParser;
import dvcs.commands.JiraActions;
import dvcs.commands.JiraActions.Answer;
import dvcs.commands.JiraActions.IssueRef;
import dvcs.commands.JiraActions.Person;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Smart commits in the running plugin, with a forge that is scripted and a Jira that nods. */
@Timeout(120)
class SmartCommitsTest extends ServiceFixture {
    private static final Person ANN = new Person("u-ann", "ann", "Ann", "ann@example.com", true);

    private final JiraActions jira = mock(JiraActions.class);
    private PluginSmartCommits smart;

    @Override
    CommandsHost commands() {
        return new CommandsHost(jira, jira, SmartCommitsTest::parse, "test");
    }

    private static CommandParser.Parsed parse(String message) {
        String[] parts = message.split(" #comment ");
        return new CommandParser.Parsed(List.of(new CommandParser.Command(CommandKind.COMMENT, List.of(parts[0].split(" ")), "comment", parts[1], parts[1],
                "", 0)), List.of());
    }

    private void ready(TestDatabase database) {
        when(jira.issue("KEY-1")).thenReturn(Optional.of(new IssueRef(1, "KEY-1")));
        when(jira.issue(1L)).thenReturn(Optional.of(new IssueRef(1, "KEY-1")));
        when(jira.byEmail(anyString())).thenReturn(List.of(ANN));
        when(jira.byName("ann")).thenReturn(Optional.of(ANN));
        when(jira.byKey("u-ann")).thenReturn(Optional.of(ANN));
        when(jira.maySee("u-ann", 1)).thenReturn(true);
        when(jira.situation(anyLong())).thenReturn(new JiraActions.Situation("1", "Open", 0));
        when(jira.perform(any())).thenReturn(Answer.done("77"));
        when(jira.check(any())).thenReturn(Answer.done(""));
        use(database);
        smart = new PluginSmartCommits(tables, health, commands());
        forge.has(1, "acme/a");
    }

    /** The next run brings this commit. */
    private void pushed(int number, String message) {
        pushed(number, message, "KEY-1");
    }

    private void pushed(int number, String message, String... keys) {
        forge.answers(1, (job, request) -> List.of(new Batches()
                .commit(clock.millis() / 1000 - 100 + number, ScriptedForge.sha(1, number), message, keys)
                .head("main", ScriptedForge.sha(1, number)).finished(true).build(forge.next(), job, 0)));
    }

    private List<Command> recorded() {
        return smart.commands(CommandFilter.ALL, 0, 10).items();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theFirstImportExecutesNothingAndTheNextPushDoes(TestDatabase database) {
        ready(database);
        pushed(1, "KEY-1 #comment history");
        connector.add(ACME);
        awaitIdle();
        int repository = repository(1).id();
        await("the repository is armed", () -> repository(1).armedAt() > 0);
        assertThat(recorded()).isEmpty();
        assertThat(connector.development(Set.of("KEY-1")).commits().get(0).commands()).extracting(SmartCommand::state)
                .containsExactly(CommandState.NOT_EXECUTED);
        pushed(2, "KEY-1 #comment hello");
        connector.sync(repository, false);
        await("the command is done", () -> recorded().size() == 1 && recorded().get(0).state() == CommandState.DONE);
        assertThat(recorded().get(0).actor()).isEqualTo("ann");
        assertThat(recorded().get(0).effect()).isEqualTo("77");
        connector.sync(repository, true);
        awaitIdle();
        verify(jira, times(1)).perform(any());
        assertThat(connector.development(Set.of("KEY-1")).commits()).anySatisfy(commit ->
                assertThat(commit.commands()).containsExactly(new SmartCommand("KEY-1", "comment", "hello", CommandState.DONE, "")));
    }

    @Test
    void whatIsSwitchedOffIsNotExecuted() {
        ready(TestDatabase.open("h2"));
        connector.add(ACME);
        awaitIdle();
        int account = account().id();
        int repository = repository(1).id();
        await("the repository is armed", () -> repository(1).armedAt() > 0);
        connector.update(account, new AccountChange(null, null, null, false, AuthorPolicy.STRICT));
        assertThat(repository(1).armedAt()).isZero();
        pushed(2, "KEY-1 #comment hello");
        connector.sync(repository, false);
        awaitIdle();
        smart.switchRepository(repository, true);
        await("it is armed at once, since nothing runs", () -> repository(1).armedAt() > 0);
        assertThat(recorded()).isEmpty();
        verify(jira, never()).perform(any());
    }

    @Test
    void whatFailedIsRetriedOrDismissedAndNothingElseIs() {
        ready(TestDatabase.open("h2"));
        connector.add(ACME);
        awaitIdle();
        int repository = repository(1).id();
        await("the repository is armed", () -> repository(1).armedAt() > 0);
        when(jira.perform(any())).thenReturn(Answer.refused("no"));
        pushed(2, "KEY-1 #comment hello");
        connector.sync(repository, false);
        await("the command failed", () -> recorded().size() == 1 && recorded().get(0).state() == CommandState.FAILED);
        int id = recorded().get(0).id();
        when(jira.perform(any())).thenReturn(Answer.done("78"));
        smart.retry(id);
        await("the command is done", () -> recorded().get(0).state() == CommandState.DONE);
        assertThatThrownBy(() -> smart.retry(id)).isInstanceOf(ConnectorException.class).hasMessageContaining("is done");
        assertThatThrownBy(() -> smart.dismiss(id)).hasMessageContaining("is done");
        assertThatThrownBy(() -> smart.retry(4711)).hasMessageContaining("no command");
        assertThat(smart.commands(new CommandFilter(CommandState.FAILED, 0, 0, ""), 0, 10).total()).isZero();
        assertThat(smart.commands(new CommandFilter(CommandState.DONE, 1, repository, "key-1"), 0, 10).total()).isEqualTo(1);
        assertThat(smart.commands(new CommandFilter(null, 0, 0, "KEY-2"), 0, 10).items()).isEmpty();
    }

    /** Who sees KEY-1 may not see SEC-1: not even that a command was for it, or why it did not run. */
    @Test
    void whatIsAboutAnotherIssueIsNotSaid() {
        ready(TestDatabase.open("h2"));
        when(jira.issue("SEC-1")).thenReturn(Optional.of(new IssueRef(2, "SEC-1")));
        when(jira.issue(2L)).thenReturn(Optional.of(new IssueRef(2, "SEC-1")));
        when(jira.maySee("u-ann", 2)).thenReturn(true);
        when(jira.perform(argThat(act -> act != null && act.issueId() == 2))).thenReturn(Answer.refused("Secret words."));
        connector.add(ACME);
        awaitIdle();
        await("the repository is armed", () -> repository(1).armedAt() > 0);
        pushed(2, "KEY-1 SEC-1 #comment hello", "KEY-1", "SEC-1");
        connector.sync(repository(1).id(), false);
        await("both are settled", () -> recorded().size() == 2 && recorded().stream().allMatch(each -> Set.of(CommandState.DONE, CommandState.FAILED).contains(each.state())));
        assertThat(recorded()).anySatisfy(each -> assertThat(each.reason()).contains("Secret words."));
        Development seen = connector.development(Set.of("KEY-1"));
        assertThat(seen.commits().get(0).commands()).containsExactly(new SmartCommand("KEY-1", "comment", "hello", CommandState.DONE, ""));
        assertThat(seen.toString()).doesNotContain("Secret words.");
        assertThat(connector.development(Set.of("SEC-1")).commits().get(0).commands()).extracting(SmartCommand::reason).containsExactly("Secret words.");
    }

    @Test
    void whereTheAccountIsStrictTheForgeIsAsked() {
        ready(TestDatabase.open("h2"));
        int account = connector.add(ACME).id();
        connector.update(account, new AccountChange(null, null, null, true, AuthorPolicy.STRICT));
        awaitIdle();
        int repository = repository(1).id();
        await("the repository is armed", () -> repository(1).armedAt() > 0);
        forge.authors((job, asked) -> forge.answer(job, asked, "The commit is not signed."));
        pushed(2, "KEY-1 #comment hello");
        connector.sync(repository, false);
        await("the command is refused", () -> recorded().size() == 1 && recorded().get(0).state() == CommandState.REFUSED);
        assertThat(recorded().get(0).reason()).contains("strict").contains("The commit is not signed.");
        verify(jira, never()).perform(any());
        forge.authors(null);
        smart.retry(recorded().get(0).id());
        await("the forge vouches by now", () -> recorded().get(0).state() == CommandState.DONE);
        verify(jira, times(1)).perform(any());
        assertThat(forge.requests()).filteredOn(request -> request.startsWith("authors")).hasSize(2);
    }

    @Test
    void aDryRunSaysWhoAndWhyNotAndDoesNothing() {
        ready(TestDatabase.open("h2"));
        assertThat(smart.dryRun(new DryRun("KEY-1 #comment x", "Ann", "ann@example.com", 0)))
                .containsExactly(new Preview("KEY-1", CommandKind.COMMENT, "comment", "x", CommandState.WAITING,
                        "“ann” would do it, if the commit comes to a repository whose smart commits are on."));
        when(jira.maySee("u-ann", 1)).thenReturn(false);
        Preview hidden = smart.dryRun(new DryRun("KEY-1 #comment x", "Ann", "ann@example.com", 0)).get(0);
        Preview missing = smart.dryRun(new DryRun("KEY-2 #comment x", "Ann", "ann@example.com", 0)).get(0);
        assertThat(hidden.reason()).isEqualTo(missing.reason());
        when(jira.byEmail(anyString())).thenReturn(List.of());
        assertThat(smart.dryRun(new DryRun("KEY-1 #comment x", "Zoe", "zoe@example.com", 0)).get(0).reason()).contains("No user");
        assertThat(recorded()).isEmpty();
        verify(jira, never()).perform(any());
    }

    @Test
    void authorsAreMappedToUsers() {
        ready(TestDatabase.open("h2"));
        AuthorMapping mapping = smart.map(0, " zoe@example.com ", "ann");
        assertThat(mapping).isEqualTo(new AuthorMapping(mapping.id(), 0, "zoe@example.com", "u-ann", "ann"));
        assertThat(smart.mappings()).containsExactly(mapping);
        assertThatThrownBy(() -> smart.map(0, "ZOE@example.com", "ann")).hasMessageContaining("mapped already");
        assertThatThrownBy(() -> smart.map(0, "x", "nobody")).hasMessageContaining("no user");
        assertThatThrownBy(() -> smart.map(0, " ", "ann")).hasMessageContaining("author");
        assertThatThrownBy(() -> smart.map(9, "x", "ann")).hasMessageContaining("no account");
        smart.unmap(mapping.id());
        assertThatThrownBy(() -> smart.unmap(mapping.id())).hasMessageContaining("no mapping");
        assertThat(smart.mappings()).isEmpty();
    }
}
