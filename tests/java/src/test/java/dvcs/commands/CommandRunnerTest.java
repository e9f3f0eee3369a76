package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.FAILED;
import static dvcs.api.CommandState.NOT_EXECUTED;
import static dvcs.api.CommandState.REFUSED;
import static dvcs.api.CommandState.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dvcs.api.CommandKind;
import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandRunnerTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private int repository;

    @BeforeEach
    void armed() {
        repository = world.repository(42);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow ann(String message) {
        return world.commit("ann", world.now.get() - 1000, message);
    }

    private Command only() {
        assertThat(world.commands()).hasSize(1);
        return world.commands().get(0);
    }

    @Test
    void aCommitCommentsLogsWorkAndMoves() {
        world.push(repository, ann("KEY-1 KEY-2 #comment hello #time 1h work #close bye"));
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().kind(), deed -> deed.act().issueId(), deed -> deed.act().text())
                .containsExactly(tuple(CommandKind.COMMENT, 1L, "hello"), tuple(CommandKind.COMMENT, 2L, "hello"),
                        tuple(CommandKind.TIME, 1L, "work"), tuple(CommandKind.TIME, 2L, "work"),
                        tuple(CommandKind.TRANSITION, 1L, "bye"), tuple(CommandKind.TRANSITION, 2L, "bye"));
        assertThat(world.jira.deeds()).allSatisfy(deed -> {
            assertThat(deed.act().actor()).isEqualTo("u-ann");
            assertThat(deed.act().date()).isEqualTo(world.now.get());
        });
        assertThat(world.commands()).hasSize(6).allSatisfy(command -> assertThat(command.state()).isEqualTo(DONE));
        assertThat(world.commands().get(4).effect()).isEqualTo("Open → after 1");
    }

    @Test
    void theOldestCommitGoesFirst() {
        CommitRow young = world.commit("ann", world.now.get() - 1000, "KEY-1 #comment second");
        CommitRow old = world.commit("bob", world.now.get() - 5000, "KEY-1 #comment first");
        world.push(repository, young, old);
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactly("first", "second");
    }

    @Test
    void nothingRunsBeforeTheRunIsOver() {
        CommitRow commit = ann("KEY-1 #comment hello");
        world.write(repository, List.of(commit), List.of(), List.of(), 1, false, false);
        node.round();
        assertThat(world.jira.deeds()).isEmpty();
        world.push(repository);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void aSecondSynchronisationAFullOneAndARebaseChangeNothingMore() {
        CommitRow commit = ann("KEY-1 #comment hello #close");
        world.push(repository, commit);
        node.round();
        world.push(repository, commit);
        node.round();
        world.run(repository, List.of(commit), List.of(), List.of(), 2, true);
        node.round();
        CommitRow rebased = world.again(commit);
        world.run(repository, List.of(rebased), List.of(commit.sha()), List.of(), 2, false);
        node.round();
        assertThat(world.jira.deeds()).hasSize(2);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, DONE, REPEATED, REPEATED);
        assertThat(world.commands().get(2).reason()).contains(commit.sha().substring(0, 10));
    }

    @Test
    void anAmendedMessageRepeatsNothingAndAddsWhatIsNew() {
        CommitRow commit = ann("KEY-1 #comment hello");
        world.push(repository, commit);
        node.round();
        CommitRow amended = world.commit("ann", commit.author().at(), "KEY-1 #close now #comment  hello");
        world.run(repository, List.of(amended), List.of(commit.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactly("hello", "now");
    }

    @Test
    void aForkIsTheSameCommand() {
        int fork = world.repository(43);
        CommitRow commit = ann("KEY-1 #time 1h x");
        world.push(repository, commit);
        world.push(fork, commit);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.commands()).extracting(Command::state).containsExactlyInAnyOrder(DONE, REPEATED);
    }

    @Test
    void equalCommandsOfOneCommitAreSeveral() {
        world.push(repository, ann("KEY-1 #time 1h #time 1h"));
        node.round();
        assertThat(world.jira.deeds()).hasSize(2);
    }

    @Test
    void aSquashRepeatsWhatLeftAndTheSameWordsLaterAreNewWork() {
        CommitRow one = world.commit("ann", world.now.get() - 4000, "KEY-1 #time 1h a");
        CommitRow two = world.commit("ann", world.now.get() - 3000, "KEY-1 #time 1h a");
        world.push(repository, one);
        node.round();
        world.now.addAndGet(Duration.ofHours(1).toMillis());
        world.push(repository, two);
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        CommitRow squash = world.commit("ann", world.now.get(), "KEY-1 #time 1h a #time 1h a");
        world.run(repository, List.of(squash), List.of(one.sha(), two.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.jira.deeds()).hasSize(2);
        world.now.addAndGet(Duration.ofDays(1).toMillis());
        world.push(repository, world.commit("ann", world.now.get(), "KEY-1 #time 1h a"));
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.jira.deeds()).hasSize(3);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, DONE, REPEATED, REPEATED, DONE);
    }

    @Test
    void aSquashOfASquashRepeatsToo() {
        CommitRow one = ann("KEY-1 #comment x");
        world.push(repository, one);
        node.round();
        CommitRow squash = world.commit("ann", world.now.get() + 1000, "KEY-1 #comment x");
        world.run(repository, List.of(squash), List.of(one.sha()), List.of(), 1, false);
        node.round();
        CommitRow third = world.commit("ann", world.now.get() + 2000, "KEY-1 #comment x");
        world.run(repository, List.of(third), List.of(squash.sha()), List.of(), 1, false);
        node.round();
        CommitRow rebased = world.again(third);
        world.run(repository, List.of(rebased), List.of(third.sha()), List.of(), 1, false);
        node.round();
        CommitRow last = world.commit("ann", world.now.get() + 3000, "KEY-1 #comment x");
        world.run(repository, List.of(last), List.of(rebased.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void theSquashOfAMergeRequestRepeatsWhatItsBranchDid() {
        CommitRow topic = ann("KEY-1 #comment x");
        world.push(repository, topic);
        node.round();
        CommitRow squash = world.commit("ann", world.now.get() + 1000, "KEY-1 #comment x");
        world.run(repository, List.of(squash), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @Test
    void whatLooksLikeASquashWaitsForTheForgeToSaySo() {
        CommitRow topic = ann("KEY-1 #comment x");
        world.push(repository, topic);
        node.round();
        CommitRow squash = world.commit("ann", world.now.get() + 1000, "KEY-1 #comment x");
        world.push(repository, squash);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.commands()).hasSize(1);
        world.run(repository, List.of(), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @Test
    void whatJiraRefusedRunsWithTheSquashAndNotOnceMore() {
        world.jira.refuse("no permission");
        CommitRow topic = ann("KEY-1 #comment x");
        world.push(repository, topic);
        node.round();
        assertThat(only().state()).isEqualTo(FAILED);
        assertThat(only().reason()).isEqualTo("no permission");
        world.jira.refuse("");
        CommitRow squash = world.commit("ann", world.now.get() + 1000, "KEY-1 #comment x");
        world.run(repository, List.of(squash), List.of(topic.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
        assertThat(world.log.retry(world.commands().get(0).id())).isFalse();
    }

    @Test
    void mergesOldCommitsAndHistoryAreRecordedAndNotExecuted() {
        world.push(repository, world.commit("ann", world.now.get(), "KEY-1 #close", 2),
                world.commit("ann", world.now.get() - Duration.ofDays(15).toMillis(), "KEY-2 #close"));
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(NOT_EXECUTED, NOT_EXECUTED);
        assertThat(world.commands()).extracting(Command::reason).anyMatch(words -> words.contains("merge")).anyMatch(words -> words.contains("14 days"));
        assertThat(world.jira.deeds()).isEmpty();
    }

    @Test
    void aMovedIssueThatIsNamedByBothItsKeysIsNamedOnce() {
        world.jira.formerKey("OLD-4", 5);
        world.push(repository, ann("KEY-5 OLD-4 KEY-6 #time 1h"));
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().issueId()).containsExactly(5L, 6L);
        assertThat(world.commands()).hasSize(2);
    }

    @Test
    void aFirstImportFullOfCommandsExecutesNone() {
        int fresh = world.newRepository(50);
        world.run(fresh, IntStream.range(0, 300).mapToObj(i -> ann("KEY-1 #close number " + i)).toList(), List.of(), List.of(), 1, false);
        assertThat(world.arm(fresh)).isTrue();
        node.round();
        assertThat(world.jira.deeds()).isEmpty();
        assertThat(world.due()).isZero();
        CommitRow rebased = world.again(world.commit("ann", world.now.get() - 1000, "KEY-1 #close number 1"));
        world.push(fresh, rebased);
        node.round();
        assertThat(only().state()).isEqualTo(NOT_EXECUTED);
        assertThat(only().reason()).contains("was there before");
        assertThat(world.jira.deeds()).isEmpty();
    }

    @Test
    void onlyFiftyCommandsRunAndTheRestIsListedOrCounted() {
        String keys = IntStream.rangeClosed(1, 60).mapToObj(i -> "KEY-" + i).collect(Collectors.joining(","));
        world.push(repository, ann(keys + " #comment a #comment b #comment c #comment d"));
        node.round();
        assertThat(world.jira.deeds()).hasSize(50);
        List<Command> all = world.commands();
        assertThat(all).hasSize(201);
        assertThat(all.subList(50, 200)).allSatisfy(command -> {
            assertThat(command.state()).isEqualTo(REFUSED);
            assertThat(command.reason()).contains("first 50");
        });
        assertThat(all.get(200).reason()).startsWith("40 more commands");
    }

    @Test
    void problemsAndUnreadableMessagesAreSaid() {
        world.push(repository, ann("KEY-1 #p!x #comment fine"), ann("KEY-1 #close unreadable"));
        node.round();
        assertThat(world.commands()).extracting(Command::kind, Command::state)
                .containsExactlyInAnyOrder(tuple(CommandKind.COMMENT, DONE), tuple(CommandKind.PROBLEM, REFUSED), tuple(CommandKind.PROBLEM, REFUSED));
    }

    @Test
    void aHiddenIssueAndNoneAreTheSame() {
        world.push(repository, world.commit("bob", world.now.get(), "KEY-95 NO-1 #comment x"));
        node.round();
        assertThat(world.commands()).hasSize(2).allSatisfy(command -> {
            assertThat(command.state()).isEqualTo(REFUSED);
            assertThat(command.reason()).isEqualTo(Words.NO_ISSUE);
        });
    }

    @Test
    void whoIsNobodyDoesNotLearnWhichIssuesThereAre() {
        world.push(repository, world.commit("zoe", world.now.get(), "KEY-95 NO-1 #comment x"));
        node.round();
        assertThat(world.commands()).hasSize(2).allSatisfy(command -> assertThat(command.state()).isEqualTo(REFUSED));
        assertThat(world.commands()).extracting(Command::reason).containsOnly(world.commands().get(0).reason()).allMatch(words -> words.startsWith("No user"));
    }

    @Test
    void equalCommandsForAnIssueThatIsMadeLaterAreSeveralStill() {
        world.push(repository, ann("NO-1 #time 1h #time 1h"));
        node.round();
        assertThat(world.commands()).extracting(Command::reason).containsOnly(Words.NO_ISSUE);
        world.jira.formerKey("NO-1", 5);
        world.commands().forEach(command -> assertThat(world.log.retry(command.id())).isTrue());
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, DONE);
        assertThat(world.jira.deeds()).hasSize(2);
    }

    @Test
    void theCommandFollowsTheIssue() {
        world.jira.formerKey("OLD-7", 7);
        world.push(repository, ann("OLD-7 #comment moved"));
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().issueId()).containsExactly(7L);
    }

    @Test
    void anUnknownAuthorCanBeMappedAndTheCommandRetried() {
        world.push(repository, world.commit("zoe", world.now.get(), "KEY-1 #comment x"));
        node.round();
        assertThat(only().state()).isEqualTo(REFUSED);
        world.tables.mappings().add(0, "ZOE@example.com", "u-bob");
        assertThat(world.log.retry(only().id())).isTrue();
        node.round();
        assertThat(only().state()).isEqualTo(DONE);
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().actor()).containsExactly("u-bob");
    }

    @Test
    void aRetryLooksFirst() {
        world.jira.after(act -> {
            throw new IllegalStateException("a listener failed");
        });
        world.push(repository, ann("KEY-1 #comment x"));
        node.round();
        assertThat(only().state()).isEqualTo(DONE);
        assertThat(only().reason()).contains("It was done").contains("Jira's log").doesNotContain("a listener failed");
        world.jira.after(act -> {});
        world.push(repository, ann("KEY-1 #nonsense"));
        node.round();
        Command refused = world.commands().get(1);
        assertThat(refused.state()).isEqualTo(FAILED);
        assertThat(refused.reason()).contains("not available now").contains("“Close”");
    }

    @Test
    void aDismissedCommandStaysDismissed() {
        world.jira.refuse("no");
        world.push(repository, ann("KEY-1 #comment x"));
        node.round();
        assertThat(world.log.dismiss(only().id(), "not wanted")).isTrue();
        world.jira.refuse("");
        node.round();
        assertThat(only().state()).isEqualTo(DISMISSED);
        assertThat(world.log.retry(only().id())).isFalse();
    }

    @Test
    void aCommitThatCameBackAfterItsRowWasDeletedIsInTheLedgerAlready() {
        CommitRow commit = ann("KEY-1 #comment x #p!y");
        world.push(repository, commit);
        node.round();
        database.database().change(sql -> {
            sql.update("DELETE FROM <COMMIT_KEY>");
            sql.update("DELETE FROM <COMMIT>");
        });
        world.push(repository, commit);
        node.round();
        assertThat(world.commands()).hasSize(2);
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.due()).isZero();
    }
}
