package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.NOT_EXECUTED;
import static dvcs.api.CommandState.REPEATED;
import static dvcs.api.CommandState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.SmartCommits.Command;
import dvcs.store.CommandRetention;
import dvcs.store.CommitRow;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.Leases;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rows of the ledger are deleted after a year, and that nothing runs again by that. */
class RetentionTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private World world;
    private World.Node node;
    private int repository;

    private void use(TestDatabase database) {
        world = new World(database);
        node = world.node("a", "1");
        repository = world.repository(42);
    }

    private CommitRow ann(String message) {
        world.now.addAndGet(1000);
        return world.commit("ann", world.now.get(), message);
    }

    private CommitRow push(String message) {
        CommitRow commit = ann(message);
        world.push(repository, commit);
        node.round();
        return commit;
    }

    private void leaves(CommitRow commit, CommitRow... by) {
        world.now.addAndGet(1000);
        world.run(repository, List.of(by), List.of(commit.sha()), List.of(), 1, false);
        node.round();
    }

    /** What the cleaning does when nothing else is at it. */
    private int clean(int days) {
        world.clearGraves(repository, world.now.get());
        Leases leases = new Leases(world.database.database(), "cleaner");
        Lease lease = leases.seize(Lease.ofCommands());
        int deleted = new CommandRetention(world.database.database()).run(lease, world.now.get() - days * DAY, world.now.get() - 2 * days * DAY, 10);
        leases.release(lease);
        return deleted;
    }

    private void later(int days) {
        world.now.addAndGet(days * DAY);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatRanStaysAsLongAsItsCommit(TestDatabase database) {
        use(database);
        push("KEY-1 #comment x");
        later(1000);
        assertThat(clean(365)).isZero();
        CommitRow squash = ann("KEY-1 #comment x");
        world.run(repository, List.of(squash), List.of(), List.of(World.squashed(7, squash.sha())), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatRanOfACommitThatWasReplacedGoesAndIsNotRunWhenItComesBack(TestDatabase database) {
        use(database);
        CommitRow commit = push("KEY-1 #comment x");
        CommitRow squash = ann("KEY-1 #comment x");
        leaves(commit, squash);
        later(364);
        assertThat(clean(365)).as("not yet").isZero();
        later(2);
        assertThat(clean(365)).isEqualTo(1);
        assertThat(world.commands()).extracting(Command::state).containsExactly(REPEATED);
        System.setProperty(Limits.AGE, "10000");
        try {
            world.push(repository, commit);
            world.node("a", "2").round();
        } finally {
            System.clearProperty(Limits.AGE);
        }
        assertThat(world.commands()).extracting(Command::state).containsExactly(REPEATED, NOT_EXECUTED);
        assertThat(world.commands().get(1).reason()).contains("authored before 2026-").contains("may have been executed");
        leaves(squash, ann("KEY-1 #comment x"));
        assertThat(world.commands()).extracting(Command::state).containsExactly(REPEATED, NOT_EXECUTED, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatRanStaysAlsoAsLongAsTheCommitRebased(TestDatabase database) {
        use(database);
        CommitRow commit = push("KEY-1 #comment x");
        CommitRow rebased = world.again(commit);
        leaves(commit, rebased);
        later(366);
        assertThat(clean(365)).isZero();
        int fork = world.repository(43);
        world.push(fork, rebased);
        node.round();
        later(366);
        clean(365);
        world.now.addAndGet(1000);
        world.run(fork, List.of(ann("KEY-1 #comment x")), List.of(rebased.sha()), List.of(), 1, false);
        node.round();
        assertThat(world.commands()).extracting(Command::state).as("a fork of it is no new work, squashed or not").containsExactly(DONE, REPEATED, REPEATED, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatRanOfACommitThatWasNeverReplacedStaysForItsSquash(TestDatabase database) {
        use(database);
        leaves(push("KEY-1 #comment x"));
        later(1000);
        assertThat(clean(365)).isZero();
        push("KEY-1 #comment x");
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    /** A merge request squashes it, years later, and then its branch is squashed: that is one command. */
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatDidNotRunStaysAsLongAsItsCommit(TestDatabase database) {
        use(database);
        CommitRow old = world.commit("ann", world.now.get() - 30 * DAY, "KEY-1 #comment x");
        world.push(repository, old);
        node.round();
        later(400);
        clean(365);
        CommitRow merged = ann("KEY-1 #comment x");
        world.run(repository, List.of(merged), List.of(), List.of(World.squashed(7, merged.sha())), 1, false);
        node.round();
        leaves(old, ann("KEY-1 #comment x"));
        world.now.addAndGet(Settling.MILLIS);
        world.push(repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE, REPEATED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatDidNotRunGoesAndWhatFailedLaterAndAQuestionNever(TestDatabase database) {
        use(database);
        CommitRow refused = push("KEY-99999 #comment nowhere");
        world.jira.refuse("no permission");
        CommitRow failed = push("KEY-1 #comment fails");
        world.jira.refuse("");
        world.jira.before(act -> {
            throw new Killed();
        });
        assertThatThrownBy(() -> push("KEY-1 #comment dies")).isInstanceOf(Killed.class);
        world.jira.before(act -> { });
        world.expire();
        world.node("b", "1").round();
        assertThat(world.commands()).hasSize(3);
        later(1000);
        assertThat(clean(365)).as("their commits are there, and may be squashed").isZero();
        leaves(refused);
        leaves(failed);
        later(1);
        assertThat(clean(800)).isEqualTo(1);
        later(365);
        assertThat(clean(365)).isEqualTo(1);
        later(10_000);
        clean(365);
        assertThat(world.commands()).extracting(Command::state).containsExactly(UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aDateOfTheFutureKeepsARowUntilItHasPassed(TestDatabase database) {
        use(database);
        CommitRow commit = world.commit("ann", world.now.get() + 400 * DAY, "KEY-99999 #comment nowhere");
        world.push(repository, commit);
        node.round();
        leaves(commit);
        later(366);
        assertThat(clean(365)).isZero();
        later(400);
        assertThat(clean(365)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whoLostTheLeaseDeletesNothing(TestDatabase database) {
        use(database);
        push("KEY-99999 #comment nowhere");
        later(366);
        Leases leases = new Leases(world.database.database(), "cleaner");
        Lease lost = leases.seize(Lease.ofCommands());
        leases.seize(Lease.ofCommands());
        assertThatThrownBy(() -> new CommandRetention(world.database.database()).run(lost, world.now.get(), world.now.get(), 10))
                .isInstanceOf(LeaseLostException.class);
        assertThat(world.commands()).hasSize(1);
    }

    /** More than a slice, and a bounded number of them at a time. */
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void manyGoInSlices(TestDatabase database) {
        use(database);
        for (int i = 0; i < 6; i++) {
            leaves(push("KEY-99999 " + ("#comment nowhere" + i + " ").repeat(199)));
        }
        long before = world.commands().size();
        assertThat(before).isGreaterThan(1000);
        later(366);
        world.clearGraves(repository, world.now.get());
        Leases leases = new Leases(database.database(), "cleaner");
        CommandRetention retention = new CommandRetention(database.database());
        assertThat(retention.run(leases.seize(Lease.ofCommands()), world.now.get() - 365 * DAY, 0, 1)).isEqualTo(500);
        assertThat(retention.run(leases.seize(Lease.ofCommands()), world.now.get() - 365 * DAY, 0, 10)).isEqualTo((int) before - 500);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aDismissedOneCountsAsOneThatRan(TestDatabase database) {
        use(database);
        world.jira.refuse("no permission");
        CommitRow commit = push("KEY-1 #comment x");
        world.jira.refuse("");
        assertThat(world.log.dismiss(world.commands().get(0).id(), "done by hand")).isTrue();
        later(366);
        assertThat(clean(365)).isZero();
        leaves(commit, ann("KEY-1 #comment x"));
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, REPEATED);
    }
}
