package dvcs.commands;

import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.NOT_EXECUTED;
import static dvcs.api.CommandState.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.Removal;
import dvcs.store.Repositories;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of the commands of repositories that are switched off, gone, not armed yet, or forks of others. */
class DisarmedTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private final int repository = world.repository(42);

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow ann(String message) {
        return world.commit("ann", world.now.get() - 1000, message);
    }

    private void notExecuted(String why) {
        assertThat(world.commands()).isNotEmpty().allSatisfy(command -> {
            assertThat(command.state()).isEqualTo(NOT_EXECUTED);
            assertThat(command.reason()).contains(why);
        });
        assertThat(world.jira.deeds()).isEmpty();
        assertThat(world.due()).isZero();
    }

    @Test
    void whatIsDueWhenTheRepositoryIsDisarmedIsWrittenDownWithTheReason() {
        world.push(repository, ann("KEY-1 #comment x"));
        world.tables.arming().repositorySwitch(repository, false);
        world.tables.arming().repositorySwitch(repository, true);
        assertThat(world.arm(repository)).isTrue();
        node.round();
        notExecuted("Smart commits of the repository were switched off.");
    }

    @Test
    void whatIsFreshThenTooEvenIfItsRunWasStillUnderWay() {
        world.write(repository, List.of(ann("KEY-1 #comment x")), List.of(), List.of(), 1, false, false);
        world.tables.arming().accountSwitch(1, false, null);
        node.round();
        notExecuted("Smart commits of the account were switched off.");
    }

    /** Claimed by a runner that died, and waiting. */
    @Test
    void whatWaitsThenDoesNotRunAnyMore() {
        world.push(repository, ann("KEY-1 #comment x #comment y"));
        world.jira.before(act -> {
            throw new Killed();
        });
        try {
            node.round();
        } catch (Killed e) {
            // as intended
        }
        world.jira.before(act -> {});
        new Repositories(database.database()).link(repository, false);
        world.expire();
        node.round();
        assertThat(world.commands()).hasSize(2);
        notExecuted("The repository was unlinked.");
    }

    @Test
    void whatWasBegunAndDidNotHappenIsNotBegunAgain() {
        world.push(repository, ann("KEY-1 #comment x"));
        world.jira.before(act -> {
            throw new Killed();
        });
        try {
            node.round();
        } catch (Killed e) {
            // as intended
        }
        world.jira.before(act -> {});
        world.tables.arming().repositorySwitch(repository, false);
        World.Node next = world.node("a", "2");
        next.start();
        next.round();
        notExecuted("Smart commits of the repository were switched off.");
    }

    @Test
    void whatIsDueWhenItsRepositoryIsDeletedIsWrittenDown() {
        world.push(repository, ann("KEY-1 #comment x"));
        world.write(repository, List.of(ann("KEY-1 #comment fresh\nmore")), List.of(), List.of(), 1, false, false);
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [GONE_AT] = 1 WHERE [ID] = ?", repository));
        world.remove(repository);
        notExecuted("The repository is gone.");
        assertThat(world.commands()).extracting(Command::argument).containsExactlyInAnyOrder("KEY-1 #comment x", "KEY-1 #comment fresh");
        assertThat(world.commands()).allSatisfy(command -> assertThat(command.reason()).contains("had not been executed"));
        node.round();
        assertThat(world.commands()).hasSize(2);
    }

    @Test
    void whatIsDueWhenItsAccountIsRemovedToo() {
        world.push(repository, ann("KEY-1 #comment x"));
        node.round();
        world.push(repository, ann("KEY-1 #comment y"));
        Leases leases = new Leases(database.database(), "cleaner");
        new Removal(database.database()).repository(leases.seize(Lease.ofRepository(repository)), repository);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, NOT_EXECUTED);
        assertThat(world.commands().get(1).reason()).startsWith("The account was removed.");
    }

    @Test
    void withoutItsAccountACommandIsRefused() {
        world.push(repository, ann("KEY-1 #comment x"));
        database.database().change(sql -> sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?", true));
        node.round();
        assertThat(world.commands()).hasSize(1);
        assertThat(world.commands().get(0).state()).isEqualTo(REFUSED);
        assertThat(world.commands().get(0).reason()).isEqualTo("The account was removed.");
    }

    @Test
    void aForkThatIsNotArmedSaysNothingAboutTheRepository() {
        int fork = world.newRepository(50);
        world.now.addAndGet(1000);
        CommitRow commit = ann("KEY-1 #comment x");
        world.push(fork, commit);
        world.now.addAndGet(1000);
        world.push(repository, commit);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE);
    }

    @Test
    void whatWasWithdrawnIsHistoryWhenItIsRewrittenLater() {
        CommitRow commit = ann("KEY-1 #time 1h");
        world.push(repository, commit);
        world.tables.arming().repositorySwitch(repository, false);
        node.round();
        world.tables.arming().repositorySwitch(repository, true);
        world.now.addAndGet(60_000);
        assertThat(world.arm(repository)).isTrue();
        world.now.addAndGet(60_000);
        world.push(repository, world.again(commit));
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(NOT_EXECUTED, NOT_EXECUTED);
        assertThat(world.jira.deeds()).isEmpty();
    }

    @Test
    void theHistoryOfAnAuthorWithoutAnEmailStaysHistory() {
        int fresh = world.newRepository(50);
        CommitRow old = nameless(ann("KEY-1 #time 1h"));
        world.run(fresh, List.of(old), List.of(), List.of(), 1, false);
        assertThat(world.arm(fresh)).isTrue();
        world.push(fresh, world.again(old));
        node.round();
        notExecuted("was there before");
    }

    @Test
    void otherWordsOfTheSameSecondAreNotHistory() {
        int fresh = world.newRepository(50);
        CommitRow old = ann("KEY-1 #comment while it was off");
        world.run(fresh, List.of(old), List.of(), List.of(), 1, false);
        assertThat(world.arm(fresh)).isTrue();
        world.push(fresh, world.commit("ann", old.author().at(), "KEY-1 #comment while it was on #comment  while it was off"));
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactlyInAnyOrder(DONE, NOT_EXECUTED);
        assertThat(world.jira.deeds()).hasSize(1);
    }

    @Test
    void aMessageThatIsNotKeptWholeMayHaveHadTheCommand() {
        int fresh = world.newRepository(50);
        CommitRow old = ann("KEY-1 #comment x");
        CommitRow cut = new CommitRow(old.sha(), 1, old.author(), old.committer(), old.message(), true, old.webUrl(), old.keys());
        world.run(fresh, List.of(cut), List.of(), List.of(), 1, false);
        assertThat(world.arm(fresh)).isTrue();
        world.push(fresh, world.commit("ann", old.author().at(), "KEY-1 #comment y"));
        node.round();
        notExecuted("was there before");
    }

    private static CommitRow nameless(CommitRow commit) {
        CommitRow.Signature author = new CommitRow.Signature(commit.author().name(), "", commit.author().at(), 0);
        return new CommitRow(commit.sha(), commit.parentCount(), author, author, commit.message(), false, commit.webUrl(), commit.keys());
    }

    @Test
    void whatWasThereBeforeStaysHistoryAfterItsTombstoneWasDeleted() {
        int fresh = world.newRepository(50);
        CommitRow old = ann("KEY-1 #close");
        CommitRow plain = ann("KEY-1 nothing to do");
        world.run(fresh, List.of(old, plain), List.of(), List.of(), 1, false);
        assertThat(world.arm(fresh)).isTrue();
        world.now.addAndGet(1000);
        world.run(fresh, List.of(), List.of(old.sha(), plain.sha()), List.of(), 1, false);
        clearGraves(fresh);
        assertThat(commits(fresh)).as("only what has no command").isEqualTo(1);
        world.run(fresh, List.of(old), List.of(), List.of(), 1, false);
        node.round();
        assertThat(world.jira.deeds()).isEmpty();
        world.run(fresh, List.of(), List.of(old.sha()), List.of(), 1, false);
        world.now.addAndGet(Duration.ofDays(15).toMillis());
        clearGraves(fresh);
        assertThat(commits(fresh)).as("too old to be executed").isZero();
        world.run(fresh, List.of(old), List.of(), List.of(), 1, false);
        node.round();
        notExecuted("14 days");
    }

    private long commits(int of) {
        return database.database().read(sql -> sql.count("SELECT COUNT(*) FROM <COMMIT> WHERE [REPOSITORY_ID] = ?", of));
    }

    private void clearGraves(int of) {
        Leases leases = new Leases(database.database(), "cleaner");
        Lease lease = leases.seize(Lease.ofRepository(of));
        new Removal(database.database()).graves(lease, of, world.now.get() + 1, world.now.get() - Limits.configured().age().toMillis());
        leases.release(lease);
    }
}
