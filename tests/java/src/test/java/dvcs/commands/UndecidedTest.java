package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.FAILED;
import static dvcs.api.CommandState.REPEATED;
import static dvcs.api.CommandState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit is taken for while something else about it is still being decided: by a person, by a run, by the forge. */
class UndecidedTest {
    private TestDatabase database;
    private World world;
    private World.Node node;
    private int repository;

    private void use(TestDatabase given) {
        database = given;
        world = new World(database);
        node = world.node("a", "1");
        repository = world.repository(42);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow ann(String message) {
        world.now.addAndGet(1000);
        return world.commit("ann", world.now.get(), message);
    }

    /** A command that Jira refuses; it would do it now. */
    private CommitRow failed() {
        world.jira.refuse("no permission");
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        world.jira.refuse("");
        assertThat(world.commands()).extracting(Command::state).containsExactly(FAILED);
        return commit;
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRetryWhileTheSquashIsBeingRecordedLeavesOneOfThem(TestDatabase given) {
        use(given);
        CommitRow commit = failed();
        world.run(repository, List.of(ann("KEY-1 KEY-2 #comment x")), List.of(commit.sha()), List.of(), 1, false);
        retryWhenAskedFor("KEY-2");
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().issueId()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED, DONE);
        assertThat(world.due()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void andARetryWhileTheRebasedOneIsBeingRecordedToo(String kind) {
        use(TestDatabase.open(kind));
        CommitRow commit = failed();
        CommitRow amended = world.commit("ann", commit.author().at(), "KEY-1 KEY-2 #comment x");
        world.run(repository, List.of(amended), List.of(commit.sha()), List.of(), 1, false);
        retryWhenAskedFor("KEY-2");
        node.round();
        assertThat(world.jira.deeds()).extracting(deed -> deed.act().issueId()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED, DONE);
    }

    private void retryWhenAskedFor(String key) {
        world.jira.asked(asked -> {
            if (asked.equals(key)) {
                world.jira.asked(any -> {});
                assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void aLookAtTheHeadsSaysNothingAboutMergeRequests(String kind) {
        use(TestDatabase.open(kind));
        world.push(repository, ann("KEY-1 #comment x"));
        node.round();
        CommitRow squash = ann("KEY-1 #comment x");
        world.push(repository, squash);
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.look(repository);
        node.round();
        assertThat(world.jira.deeds()).hasSize(1);
        assertThat(world.due()).isEqualTo(1);
        world.run(repository, List.of(), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    /** The run goes on for longer than a squash is waited for, and its mark may be taken back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitThatARunningRunHasMarkedHasNotLeft(boolean leaves) {
        use(TestDatabase.open("h2"));
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        CommitRow same = ann("KEY-1 #comment x");
        world.push(repository, same);
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        world.write(repository, List.of(), List.of(commit.sha()), List.of(), 1, false, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE);
        if (leaves) {
            world.push(repository);
        } else {
            world.push(repository, commit);
        }
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, leaves ? REPEATED : DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void whereTheRunNeverEndsAPersonDecides(String kind) {
        use(TestDatabase.open(kind));
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        world.write(repository, List.of(), List.of(commit.sha()), List.of(), 1, false, false);
        int fork = world.repository(43);
        world.push(fork, ann("KEY-1 #comment x"));
        node.round();
        world.now.addAndGet(Settling.MILLIS);
        world.push(fork);
        node.round();
        assertThat(world.commands()).hasSize(1);
        world.now.addAndGet(Settling.BOUND_MILLIS);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, UNKNOWN);
        assertThat(world.commands().get(1).reason()).contains("retry or dismiss");
    }

    /** What a person executed by hand although it was a repetition keeps nothing waiting. */
    @ParameterizedTest
    @ValueSource(strings = "h2")
    void whatFailedAfterItWasRepeatedCanBeRetried(String kind) {
        use(TestDatabase.open(kind));
        world.jira.after(act -> {
            throw new IllegalStateException("a listener");
        });
        world.jira.blind(new IllegalStateException("no look"));
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        world.run(repository, List.of(world.again(commit)), List.of(commit.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(UNKNOWN, REPEATED);
        world.jira.after(act -> {});
        world.jira.blind(null);
        assertThat(world.log.dismiss(world.commands().get(0).id(), "It was rolled back.")).isTrue();
        assertThat(world.log.retry(world.commands().get(1).id())).isTrue();
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
    }
}
