package dvcs.commands;

import static dvcs.api.CommandState.DISMISSED;
import static dvcs.api.CommandState.DONE;
import static dvcs.api.CommandState.REFUSED;
import static dvcs.api.CommandState.REPEATED;
import static dvcs.api.CommandState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.Command;
import dvcs.store.CommandLedger;
import dvcs.store.CommitRow;
import dvcs.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that want the forge's word on each author: commands wait for it, for a day, and keep nobody else waiting. */
class StrictTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final World world = new World(database);
    private final World.Node node = world.node("a", "1");
    private final int repository = world.repository(42);

    @BeforeEach
    void strict() {
        world.tables.arming().accountSwitch(1, null, AuthorPolicy.STRICT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CommitRow push(String message) {
        world.now.addAndGet(1000);
        CommitRow commit = world.commit("ann", world.now.get(), message);
        world.push(repository, commit);
        return commit;
    }

    private void says(CommitRow commit, int verified, String reason) {
        database.database().change(sql -> sql.update("UPDATE <COMMIT> SET [VERIFIED] = ?, [VERIFIED_REASON] = ? WHERE [SHA] = ?", verified, reason, commit.sha()));
    }

    private List<String> done() {
        return world.jira.deeds().stream().map(deed -> deed.act().text()).toList();
    }

    @Test
    void commandsWaitForTheForgeAndOthersOfTheIssueBehindThem() {
        CommitRow first = push("KEY-1 #comment a");
        CommitRow second = push("KEY-1 #comment b");
        CommitRow other = push("KEY-2 #comment c");
        says(second, 1, null);
        says(other, 1, null);
        node.round();
        assertThat(done()).containsExactly("c");
        assertThat(world.commands()).extracting(Command::state).containsExactly(WAITING, WAITING, DONE);
        assertThat(world.commands().get(0).reason()).contains("waits for the forge");
        node.round();
        assertThat(done()).hasSize(1);
        says(first, 1, null);
        node.round();
        assertThat(done()).containsExactly("c", "a", "b");
        assertThat(world.commands()).allSatisfy(command -> assertThat(command.reason()).isEmpty());
    }

    @Test
    void whoSignsACommitThatStillWaitsIsNotTakenForItsRepetition() {
        CommitRow unsigned = push("KEY-1 #comment a");
        node.round();
        CommitRow signed = world.again(unsigned);
        world.run(repository, List.of(signed), List.of(unsigned.sha()), List.of(), 1, false);
        says(signed, 1, null);
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(WAITING);
        says(unsigned, 2, "There is no signature.");
        node.round();
        assertThat(done()).containsExactly("a");
        assertThat(world.commands()).extracting(Command::state).containsExactly(DISMISSED, DONE);
    }

    @Test
    void aSquashOfACommandThatStillWaitsWaitsForWhatBecomesOfIt() {
        CommitRow commit = push("KEY-1 #comment a");
        node.round();
        world.now.addAndGet(1000);
        CommitRow squash = world.commit("ann", world.now.get(), "KEY-1 #comment a");
        world.run(repository, List.of(squash), List.of(commit.sha()), List.of(), 1, false);
        says(squash, 1, null);
        node.round();
        assertThat(world.due()).isEqualTo(1);
        says(commit, 1, null);
        node.round();
        assertThat(done()).containsExactly("a");
        assertThat(world.commands()).extracting(Command::state).containsExactly(DONE, REPEATED);
    }

    @Test
    void manyThatWaitKeepNobodyElseWaiting() {
        for (int i = 0; i < 50; i++) {
            push("KEY-" + (1 + i % 9) + " #comment waits");
        }
        says(push("KEY-50 #comment known"), 1, null);
        node.round();
        assertThat(done()).containsExactly("known");
    }

    @Test
    void whoIsNotVouchedForIsRefusedWithTheForgesReason() {
        says(push("KEY-1 #comment a"), 2, "The signature is of an unknown key.");
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(REFUSED);
        assertThat(world.commands().get(0).reason()).isEqualTo("The account's policy is strict. The signature is of an unknown key.");
    }

    @Test
    void afterADayOfSilenceItIsRefusedAndARetryWaitsAgain() {
        CommitRow commit = push("KEY-1 #comment a");
        node.round();
        world.now.addAndGet(CommandLedger.VOUCHING.toMillis());
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(REFUSED);
        assertThat(world.commands().get(0).reason()).contains("did not say within 24 hours").contains("retry");
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(WAITING);
        says(commit, 1, null);
        node.round();
        assertThat(done()).containsExactly("a");
    }

    @Test
    void ofACommitThatIsGoneNobodyWaitsForAWord() {
        CommitRow commit = push("KEY-1 #comment a");
        node.round();
        database.database().change(sql -> sql.update("DELETE FROM <COMMIT> WHERE [SHA] = ?", commit.sha()));
        node.round();
        assertThat(world.commands()).extracting(Command::state).containsExactly(REFUSED);
        assertThat(world.commands().get(0).reason()).contains("The commit is gone");
    }

    @Test
    void withoutThePolicyTheForgeIsNotAsked() {
        world.tables.arming().accountSwitch(1, null, AuthorPolicy.COMPATIBLE);
        says(push("KEY-1 #comment a"), 2, "no");
        node.round();
        assertThat(done()).containsExactly("a");
    }
}
