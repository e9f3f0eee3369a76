package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.FAILED;
import static dvcs.api.CommandState.REFUSED;
import static dvcs.api.CommandState.REPEATED;
import static dvcs.api.CommandState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandKind;
import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a commit that looks like a squash, of those behind it, of one that fails, and of one that comes again. */
class IntakeTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private final int repository = world.repository(42);

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow ann(long later, String message) {
        return world.commit("ann", world.now.get() + later, message);
    }

    /** A commit whose command ran, and one with the same command in {@code into} that nobody has explained yet. */
    private CommitRow squashIn(int into) {
        world.push(repository, ann(0, "KEY-1 #comment x"));
        node.round();
        world.now.addAndGet(1000);
        CommitRow squash = ann(0, "KEY-1 #comment x");
        world.push(into, squash);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.commands()).hasSize(1);
        return squash;
    }

    @Test
    void aSquashWaitsForARunThatBeganAfterwardsHoweverLateItIs() {
        CommitRow squash = squashIn(repository);
        world.now.addAndGet(Settling.BOUND_MILLIS / 2);
        node.round();
        assertThat(world.asked).containsExactly(repository);
        node.round();
        assertThat(world.asked).as("not all the time").hasSize(1);
        assertThat(world.jira.deeds()).hasSize(1);
        world.run(repository, List.of(), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @Test
    void theSquashOfAMergeRequestLeavesThePlaceToTheOneInItsBranch() {
        CommitRow topic = ann(0, "KEY-1 #comment x");
        world.push(repository, topic);
        node.round();
        world.now.addAndGet(1000);
        CommitRow merged = ann(0, "KEY-1 #comment x");
        world.push(repository, merged);
        node.round();
        world.now.addAndGet(1000);
        CommitRow amended = ann(0, "KEY-1 #comment x");
        world.run(repository, List.of(amended), List.of(topic.sha()), List.of(World.squashed(7, merged.sha())), 1, false);
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED, REPEATED);
    }

    @Test
    void aForksSquashWaitsToo() {
        int upstream = world.repository(43);
        CommitRow squash = squashIn(upstream);
        world.run(upstream, List.of(), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @Test
    void afterSuchARunTheSameWordsAreNewWork() {
        squashIn(repository);
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, DONE);
    }

    @Test
    void whereNoRunComesAPersonDecides() {
        squashIn(repository);
        world.now.addAndGet(Settling.BOUND_MILLIS);
        node.round();
        Command command = world.commands().get(1);
        assertThat(command.state()).isEqualTo(UNKNOWN);
        assertThat(command.reason()).contains("within an hour").contains("retry or dismiss");
        assertThat(world.log.retry(command.id())).isTrue();
        node.round();
        assertThat(world.jira.deeds()).hasSize(2);
    }

    @Test
    void whereTheRunCouldNotReadEverythingToo() {
        squashIn(repository);
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [ERROR] = '1 items could not be read' WHERE [ID] = ?", repository));
        node.round();
        assertThat(world.commands().get(1).state()).isEqualTo(UNKNOWN);
        assertThat(world.commands().get(1).reason()).contains("1 items could not be read");
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void youngerCommitsAboutTheSameIssueWaitBehindIt() {
        world.push(repository, ann(0, "KEY-1 #comment x"));
        node.round();
        world.now.addAndGet(1000);
        world.push(repository, ann(0, "KEY-1 #comment x"), ann(10, "KEY-1 KEY-2 #comment y"), ann(20, "KEY-2 #comment z"), ann(30, "KEY-3 #comment other"));
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactly("x", "other");
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactly("x", "other", "x", "y", "y", "z");
        assertThat(world.due()).isZero();
    }

    @Test
    void commitsThatCanNeverBeRecordedAreGivenUpAndKeepNobodyWaiting() {
        CommitRow[] poison = IntStream.range(0, 201).mapToObj(i -> ann(-2000, "POISON-1 #comment p" + i)).toArray(CommitRow[]::new);
        world.push(repository, poison);
        world.push(repository, ann(0, "KEY-1 #comment fine"));
        node.round();
        assertThat(world.jira.count("fine")).isEqualTo(1);
        assertThat(world.due()).isEqualTo(201);
        for (int i = 1; i < Intake.TRIES; i++) {
            node.round();
        }
        assertThat(world.due()).isZero();
        assertThat(world.commands().stream().filter(command -> command.state() == FAILED)).hasSize(201).allSatisfy(command -> {
            assertThat(command.kind()).isEqualTo(CommandKind.PROBLEM);
            assertThat(command.reason()).contains("could not be recorded").contains("IllegalStateException").doesNotContain("poisoned");
        });
    }

    @Test
    void oneThatWasGivenUpAndComesBackIsGivenUpAgain() {
        CommitRow poison = ann(0, "KEY-1 #comment POISON");
        for (int time = 0; time < 2; time++) {
            world.push(repository, poison);
            for (int i = 0; i < Intake.TRIES; i++) {
                node.round();
            }
            assertThat(world.due()).isZero();
            world.run(repository, List.of(), List.of(poison.sha()), List.of(), 1, false);
            world.now.addAndGet(1000);
            world.clearGraves(repository, world.now.get());
        }
        assertThat(world.commands()).extracting(Command::state).containsExactly(FAILED);
    }

    @Test
    void aStatementThatFailsWhileRecordingKeepsNothingFromRunning() {
        world.jira.refuse("no");
        world.push(repository, ann(0, "KEY-1 #comment waits"));
        node.round();
        world.jira.refuse("");
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        world.push(repository, ann(10, "KEY-2 #comment fails once"));
        for (int at = 1; world.jira.count("waits") == 0; at++) {
            assertThat(at).isLessThan(20);
            database.faults().failAt(at);
            try {
                node.round();
            } catch (dvcs.store.StoreException e) {
                world.expire(); // before or after the recording
            }
            database.faults().failAt(0);
        }
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactlyInAnyOrder("waits", "fails once");
    }

    @Test
    void theLastCommandOfACutLineIsNotExecuted() {
        CommitRow whole = ann(0, "KEY-1 #comment a #comment b");
        world.push(repository, cut(whole, whole.message()), cut(ann(10, ""), "KEY-2 #comment c\nmuch more"));
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().text()).containsExactly("a", "c");
        assertThat(world.commands()).filteredOn(command -> command.kind() == CommandKind.PROBLEM).hasSize(1)
                .allSatisfy(command -> assertThat(command.reason()).contains("longer than what is kept"));
    }

    private static CommitRow cut(CommitRow row, String message) {
        return new CommitRow(row.sha(), row.parentCount(), row.author(), row.committer(), message, true, row.webUrl(),
                List.of(message.split(" ", 2)[0]));
    }

    @Test
    void whatDidNotRunDoesNotSwallowTheSameCommandThatComesAgain() {
        world.jira.refuse("no permission");
        CommitRow commit = ann(0, "KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        world.jira.refuse("");
        CommitRow rebased = world.again(commit);
        world.run(repository, List.of(rebased), List.of(commit.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
        assertThat(world.log.retry(world.commands().get(0).id())).isFalse();
        world.run(repository, List.of(world.again(commit)), List.of(rebased.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void aPersonMayExecuteARepetitionAndWhatWasNotExecuted() {
        CommitRow commit = ann(0, "KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        world.run(repository, List.of(world.again(commit)), List.of(commit.sha()), List.of(), 1, false);
        world.push(repository, world.commit("ann", world.now.get(), "KEY-2 #comment merged", 2));
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        world.commands().stream().filter(command -> command.state() != DONE).forEach(command -> assertThat(world.log.retry(command.id())).isTrue());
        node.round();
        assertThat(world.jira.deeds()).hasSize(3);
    }

    @Test
    void aRefusedCommandIsNotLostWhenItComesWithAKnownFork() {
        CommitRow commit = world.commit("zoe", world.now.get(), "KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(REFUSED);
        world.tables.mappings().add(0, "zoe@example.com", "u-bob");
        world.push(world.repository(43), commit);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
    }
}
