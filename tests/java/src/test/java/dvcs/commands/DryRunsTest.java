package dvcs.commands;

import static dvcs.api.CommandState.NOT_EXECUTED;
import static dvcs.api.CommandState.REFUSED;
import static dvcs.api.CommandState.REPEATED;
import static dvcs.api.CommandState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.ConnectorException;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.DryRun;
import dvcs.api.SmartCommits.Preview;
import dvcs.store.CommitRow;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunsTest {
    private static final String HELLO = "KEY-1 #comment hello";

    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private final int repository = world.repository(42);

    @AfterEach
    void close() {
        database.close();
    }

    private List<Preview> run(DryRun asked) {
        long rows = database.count("COMMAND") + database.count("COMMIT");
        int deeds = world.jira.deeds().size();
        List<Preview> previews = new DryRuns(world.tables, new FakeParser(), world.jira, world.clock).of(asked);
        assertThat(database.count("COMMAND") + database.count("COMMIT")).as("nothing is stored").isEqualTo(rows);
        assertThat(world.jira.deeds()).as("nothing is done").hasSize(deeds);
        return previews;
    }

    private Preview only(DryRun asked) {
        List<Preview> previews = run(asked);
        assertThat(previews).hasSize(1);
        return previews.get(0);
    }

    private DryRun here(String message, boolean merge, long authored) {
        return new DryRun(message, "ann", "ann@example.com", 0, repository, merge, authored);
    }

    private DryRun here(String message) {
        return here(message, false, 0);
    }

    private void column(String column, Object value) {
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [" + column + "] = ?", value));
    }

    @Test
    void anArmedRepositoryPresumesNothing() {
        assertThat(only(here(HELLO))).isEqualTo(new Preview("KEY-1", CommandKind.COMMENT, "comment", "hello", WAITING, "“ann” would do it."));
        assertThat(only(here("KEY-1 #clo")).reason()).isEqualTo("“ann” would do it with the transition “Close”.");
    }

    @Test
    void withoutARepositoryItSaysWhatItPresumes() {
        Preview preview = only(new DryRun(HELLO, "ann", "ann@example.com", 0));
        assertThat(preview.state()).isEqualTo(WAITING);
        assertThat(preview.reason()).isEqualTo("“ann” would do it, if the commit comes to a repository whose smart commits are on.");
    }

    /** Whatever is asked before a push is what the ledger says after it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "KEY-1 #comment a #time 1h b #close c", "KEY-1 KEY-2 NO-1 #comment a #comment a", "KEY-1 #nothing", "KEY-1 #comment a #p!x",
        "KEY-99 #comment x", "NO-1 #close"
    })
    void itSaysWhatTheRunnerThenDoes(String message) {
        for (String author : List.of("ann", "bob", "zoe")) {
            for (int parents : new int[] {1, 2}) {
                for (int days : new int[] {0, 15}) {
                    long authored = world.now.addAndGet(60_000) - Duration.ofDays(days).toMillis();
                    List<Preview> said = run(new DryRun(message, author, author + "@example.com", 0, repository, parents > 1, authored));
                    int before = world.commands().size();
                    world.push(repository, world.commit(author, authored, message, parents));
                    node.round();
                    List<Command> done = world.commands().subList(before, world.commands().size());
                    assertThat(done).hasSameSizeAs(said);
                    for (int i = 0; i < said.size(); i++) {
                        CommandState state = done.get(i).state();
                        assertThat(said.get(i).state()).as("%s by %s", done.get(i), author)
                                .isEqualTo(state == CommandState.DONE ? WAITING : state == CommandState.FAILED ? REFUSED : state);
                        if (state != CommandState.DONE) {
                            assertThat(said.get(i).reason()).isEqualTo(done.get(i).reason());
                        }
                        assertThat(said.get(i).issueKey()).isEqualTo(done.get(i).issueKey());
                    }
                }
            }
        }
    }

    @Test
    void mergesAndOldCommitsAreNotExecuted() {
        assertThat(only(here(HELLO, true, 0))).extracting(Preview::state, Preview::reason).containsExactly(NOT_EXECUTED,
                "It is a merge commit: commands run with the commits that it merges.");
        assertThat(only(here(HELLO, false, world.now.get() - Duration.ofDays(15).toMillis())).reason()).contains("more than 14 days ago");
        assertThat(only(here(HELLO, false, world.now.get() - Duration.ofDays(13).toMillis())).state()).isEqualTo(WAITING);
        assertThat(only(new DryRun(HELLO, "ann", "ann@example.com", 0, 0, true, 0)).state()).as("in any repository").isEqualTo(NOT_EXECUTED);
    }

    @Test
    void aCommandThatIsKnownIsRepeated() {
        CommitRow commit = world.commit("ann", world.now.get() - 5000, HELLO);
        world.push(repository, commit);
        node.round();
        String why = "It is the command of commit " + commit.sha().substring(0, 10) + " once more.";
        long authored = commit.author().at();
        assertThat(only(here(HELLO, false, authored))).extracting(Preview::state, Preview::reason).containsExactly(REPEATED, why);
        assertThat(only(here(HELLO, false, authored + 999)).state()).as("git knows no parts of a second").isEqualTo(REPEATED);
        assertThat(only(here(HELLO, false, authored + 1000)).state()).isEqualTo(WAITING);
        assertThat(only(here(HELLO))).extracting(Preview::state, Preview::reason).containsExactly(WAITING, "“ann” would do it. An equal command ran before: "
                + "if the host says that this commit is the squash of a merge request, it is the same once more.");
        assertThat(only(here("KEY-1 #comment other", false, authored)).reason()).isEqualTo("“ann” would do it.");
        assertThat(only(new DryRun(HELLO, "bob", "bob@example.com", 0, repository, false, authored)).state()).isEqualTo(WAITING);
        assertThat(only(new DryRun(HELLO, "ann", "ann@example.com", 0, 0, false, authored)).state()).as("in a fork, too").isEqualTo(REPEATED);
        world.run(repository, List.of(), List.of(commit.sha()), List.of(), 1, false);
        assertThat(only(here(HELLO)).state()).as("in the place of one that left").isEqualTo(REPEATED);
    }

    @Test
    void whatWasThereBeforeIsHistory() {
        CommitRow old = world.commit("ann", world.now.get() - 5000, HELLO);
        int other = world.newRepository(43);
        world.push(other, old);
        world.now.addAndGet(1000);
        world.arm(other);
        DryRun again = new DryRun(HELLO, "ann", "ann@example.com", 0, other, false, old.author().at());
        assertThat(only(again)).extracting(Preview::state, Preview::reason)
                .containsExactly(NOT_EXECUTED, "The same command was there before its repository's smart commits began, and was rewritten.");
    }

    @ParameterizedTest
    @CsvSource({
        "SMART_COMMITS, off, Smart commits of the repository are switched off. Switch them on.",
        "LINKED, false, The repository is not linked. Link it.",
        "GONE_AT, 7, The repository is gone at the host.",
        "ARM_REFUSAL, Another does it. Stop it., Another does it. Stop it.",
        "GENERATION, 0, The first import of the repository is not complete",
        "STATE, FAILED, its last synchronisation failed",
        "STATE, SYNCED, The repository is not armed yet."
    })
    void aRepositoryThatIsNotArmedExecutesNothing(String column, String value, String words) {
        column("ARMED_AT", 0L);
        column(column, switch (column) {
            case "LINKED" -> false;
            case "GONE_AT" -> 7L;
            case "GENERATION" -> 0;
            default -> value;
        });
        List<Preview> previews = run(here("KEY-1 NO-1 #comment hello #p!x"));
        assertThat(previews).extracting(Preview::state).containsExactly(NOT_EXECUTED, NOT_EXECUTED, REFUSED);
        assertThat(previews.get(0).reason()).contains(words).endsWith(column.equals("ARM_REFUSAL") ? "Stop it." : "next complete synchronisation.");
        assertThat(previews.get(2).reason()).as("what is wrong with the message is said all the same").isEqualTo("#p!x is no command.");
    }

    @Test
    void theAccountsSwitchAndPolicyCount() {
        world.tables.arming().accountSwitch(1, null, AuthorPolicy.STRICT);
        assertThat(only(here(HELLO))).extracting(Preview::state, Preview::reason)
                .containsExactly(WAITING, "“ann” would do it, if the forge vouches for the author.");
        assertThat(only(new DryRun(HELLO, "ann", "ann@example.com", 1)).reason()).endsWith(", if the forge vouches for the author.");
        assertThat(only(new DryRun(HELLO, "ann", "", 0, repository, false, 0)).state()).as("by a name nobody is found").isEqualTo(REFUSED);
        world.tables.arming().accountSwitch(1, false, AuthorPolicy.COMPATIBLE);
        assertThat(only(here(HELLO)).reason()).startsWith("Smart commits of the account are switched off.").contains("or for this repository");
    }

    @Test
    void aMappingOfTheRepositorysAccountCounts() {
        DryRun zoe = new DryRun(HELLO, "zoe", "zoe@example.com", 0, repository, false, 0);
        assertThat(only(zoe).reason()).contains("No user");
        world.tables.mappings().add(1, "zoe@example.com", "u-ann");
        assertThat(only(zoe).reason()).isEqualTo("“ann” would do it.");
        assertThat(only(new DryRun(HELLO, "zoe", "zoe@example.com", 0)).reason()).as("it is of that account only").contains("No user");
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        String many = "KEY-1" + IntStream.rangeClosed(1, 1000).mapToObj(i -> " #comment c" + i).collect(Collectors.joining());
        List<Preview> previews = run(here(many));
        assertThat(previews).hasSize(201);
        assertThat(previews.subList(0, 50)).allSatisfy(preview -> assertThat(preview.state()).isEqualTo(WAITING));
        assertThat(previews.subList(50, 200)).allSatisfy(preview -> assertThat(preview.reason()).contains("Only the first 50"));
        assertThat(previews.get(200).reason()).isEqualTo("800 more commands of this commit are not listed and not executed.");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertRefused(new DryRun(HELLO, "ann", "", 0, 4711, false, 0), "repositoryId", "no repository");
        assertRefused(new DryRun(HELLO, "ann", "", 4711), "accountId", "no account");
        assertRefused(new DryRun(HELLO, "ann", "", 2, repository, false, 0), "accountId", "another account");
        assertRefused(here("unreadable"), "message", "could not be read");
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?", true));
        assertRefused(here(HELLO), "repositoryId", "no repository");
    }

    private void assertRefused(DryRun asked, String field, String words) {
        ConnectorException refusal = catchThrowableOfType(ConnectorException.class, () -> run(asked));
        assertThat(refusal).hasMessageContaining(words);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.field()).isEqualTo(field);
    }
}
