package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Branches that are rewritten again and again, and while the database fails. */
class RewrittenTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private final int repository = world.repository(42);

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow ann(String message) {
        world.now.addAndGet(1000);
        return world.commit("ann", world.now.get(), message);
    }

    private void rewrite(CommitRow by, CommitRow old) {
        world.now.addAndGet(1000);
        world.run(repository, List.of(by), List.of(old.sha()), List.of(), 1, false);
        node.round();
    }

    @Test
    void aCommitThatCameBackAndLeavesAgainHasAPlaceAgain() {
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        rewrite(world.again(commit), commit);
        world.now.addAndGet(1000);
        world.push(repository, commit); // with another branch
        rewrite(ann("KEY-1 #comment x"), commit);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void oneLeavingStandsForOneCommandOnly() {
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(repository, commit);
        node.round();
        rewrite(ann("KEY-1 #comment x"), commit);
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository, ann("KEY-1 #comment x"));
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED, DONE);
    }

    @Test
    void whatDidNotRunStandsForOneCommandOnly() {
        CommitRow commit = ann("KEY-1 #comment x");
        world.jira.refuse("no permission");
        world.push(repository, commit);
        node.round();
        world.jira.refuse("");
        rewrite(ann("KEY-1 #comment x"), commit);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
        world.push(repository, ann("KEY-1 #comment x"));
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).as("new work").extracting(Command::state).containsExactly(DISMISSED, DONE, DONE);
    }

    @Test
    void norWhenTheSameCommitCameAgain() {
        CommitRow commit = ann("KEY-1 #comment x");
        world.jira.refuse("no permission");
        world.push(repository, commit);
        node.round();
        world.jira.refuse("");
        rewrite(world.again(commit), commit);
        world.push(repository, ann("KEY-1 #comment x"));
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE, DONE);
    }

    /** The forge says late that it was one: else both it and what later comes of the commit in its branch would run. */
    @Test
    void theSquashOfACommitThatDidNotRunWaitsToo() {
        CommitRow commit = ann("KEY-1 #comment x");
        world.jira.refuse("no permission");
        world.push(repository, commit);
        node.round();
        world.jira.refuse("");
        CommitRow squash = ann("KEY-1 #comment x");
        world.push(repository, squash);
        node.round();
        assertThat(world.jira.deeds()).isEmpty();
        world.run(repository, List.of(), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        rewrite(ann("KEY-1 #comment x"), commit);
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    /** Whatever statement fails while a commit and the one that replaced it are recorded: the younger one does not overtake. */
    @Test
    void aSquashDoesNotOvertakeACommitThatFails() {
        int failed = 0;
        for (int at = 1; at <= 30; at++) {
            String message = "KEY-1 #comment x" + at;
            CommitRow commit = ann(message);
            CommitRow squash = ann(message);
            world.write(repository, List.of(commit), List.of(), List.of(), 1, false, false);
            world.run(repository, List.of(squash), List.of(commit.sha()), List.of(), 1, false);
            database.faults().failAt(at);
            try {
                node.round();
            } catch (StoreException e) {
                world.expire();
            }
            failed += database.faults().executed() >= at ? 1 : 0;
            database.faults().failAt(0);
            node.round();
            world.now.addAndGet(Settling.MILLIS);
            world.push(repository);
            node.round();
            assertThat(world.jira.count("x" + at)).as("statement " + at).isEqualTo(1);
        }
        assertThat(failed).isGreaterThan(20);
        assertThat(world.due()).isZero();
    }
}
