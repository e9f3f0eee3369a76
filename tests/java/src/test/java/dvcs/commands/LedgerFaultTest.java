package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandState;
import dvcs.api.SmartCommits.Command;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process dies between any two steps of a commit with a comment, a work log and a transition. */
class LedgerFaultTest {
    private World world;
    private int lives;

    private void use(TestDatabase database) {
        world = new World(database);
    }

    private World.Node nextLife() {
        World.Node node = world.node("a", "process " + ++lives);
        node.start();
        return node;
    }

    private void dies(World.Node node) {
        try {
            node.round();
        } catch (StoreException | Killed e) {
            // as intended
        }
    }

    /** Pushes the commit number {@code n}, whose texts nobody else has. */
    private void push(int repository, int n) {
        world.jira.transitions(List.of("go-" + n));
        world.push(repository, world.commit("ann", world.now.get() - n, "KEY-" + (1 + n % 80) + " #comment c" + n + " #time 1h w" + n + " #go-" + n));
    }

    private void verify(int n) {
        for (String what : new String[] {"c" + n, "w" + n}) {
            assertThat(world.jira.count(what)).as(what).isEqualTo(1);
        }
        Command transition = world.commands().get(world.commands().size() - 1);
        assertThat(transition.state()).isIn(CommandState.DONE, CommandState.UNKNOWN);
        assertThat(world.jira.count("#" + n)).isBetween(transition.state() == CommandState.DONE ? 1L : 0L, 1L);
        assertThat(world.commands().subList(world.commands().size() - 3, world.commands().size() - 1))
                .allSatisfy(command -> assertThat(command.state()).isEqualTo(CommandState.DONE));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void atEachStatement(TestDatabase database) {
        use(database);
        int repository = world.repository(42);
        push(repository, 0);
        database.faults().failAt(0);
        nextLife().round();
        int statements = database.faults().executed();
        verify(0);
        assertThat(statements).isGreaterThan(20);
        for (int at = 1; at <= statements; at++) {
            push(repository, at);
            World.Node node = nextLife();
            database.faults().failAt(at);
            dies(node);
            database.faults().failAt(0);
            nextLife().round();
            verify(at);
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void beforeAndAfterEachDeed(TestDatabase database) {
        use(database);
        int repository = world.repository(42);
        for (int n = 1; n <= 6; n++) {
            push(repository, n);
            int[] deeds = {0};
            int last = (n + 1) / 2;
            Consumer<JiraActions.Act> death = act -> {
                if (++deeds[0] == last) {
                    throw new Killed();
                }
            };
            if (n % 2 == 0) {
                world.jira.after(death);
            } else {
                world.jira.before(death);
            }
            dies(nextLife());
            world.jira.before(act -> {});
            world.jira.after(act -> {});
            nextLife().round();
            verify(n);
        }
    }

    @Test
    void aNodeThatDiedElsewhereLeavesAQuestion() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        push(repository, 1);
        world.jira.before(act -> {
            throw new Killed();
        });
        dies(world.node("b", "1"));
        world.jira.before(act -> {});
        world.expire();
        nextLife().round();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        assertThat(world.commands().get(0).reason()).contains("whether the comment was added").contains("retry or dismiss");
        assertThat(world.jira.count("c1")).isZero();
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        nextLife().round();
        assertThat(world.commands().get(0).state()).as("the node may be at it still").isEqualTo(CommandState.UNKNOWN);
        assertThat(world.commands().get(0).reason()).contains("The node b began").contains("may be at it still");
        assertThat(world.jira.count("c1")).isZero();
        world.now.addAndGet(FormerTries.LONGEST.toMillis());
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        nextLife().round();
        verify(1);
    }

    @Test
    void aNodeThatFinishedAfterItLostTheLeaseHasTheLastWord() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        push(repository, 1);
        World.Node slow = world.node("b", "1");
        World.Node other = nextLife();
        world.jira.before(act -> {
            world.jira.before(next -> {});
            other.seizeRound();
            assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        });
        assertThat(slow.round()).isFalse();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.DONE);
        other.round();
        verify(1);
    }

    @Test
    void whatAPersonDecidedMeanwhileStands() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        push(repository, 1);
        World.Node other = nextLife();
        world.jira.before(act -> {
            world.jira.before(next -> {});
            other.seizeRound();
            assertThat(world.log.dismiss(world.commands().get(0).id(), "I have looked.")).isTrue();
        });
        assertThat(world.node("b", "1").round()).isFalse();
        assertThat(world.jira.count("c1")).isEqualTo(1);
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.DISMISSED);
        assertThat(world.commands().get(0).reason()).isEqualTo("I have looked.");
    }

    @Test
    void aRetryWhileTheFirstNodeIsInsideJiraDoesNothing() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        push(repository, 1);
        World.Node other = nextLife();
        world.jira.before(act -> {
            world.jira.before(next -> {});
            other.seizeRound();
            assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
            other.round();
        });
        assertThat(world.node("b", "1").round()).isFalse();
        assertThat(world.jira.count("c1")).isEqualTo(1);
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        other.round();
        verify(1);
    }

    @Test
    void whatCannotBeLookedForIsNotBegunAgain() {
        use(TestDatabase.open("h2"));
        push(world.repository(42), 1);
        world.jira.after(act -> {
            throw new Killed();
        });
        dies(nextLife());
        world.jira.after(act -> {});
        world.jira.blind(new IllegalStateException("The index is being rebuilt."));
        nextLife().round();
        int id = world.commands().get(0).id();
        assertThat(world.log.retry(id)).isTrue();
        nextLife().round();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        assertThat(world.commands().get(0).reason()).contains("could not be looked").contains("IllegalStateException");
        assertThat(world.jira.count("c1")).isEqualTo(1);
        world.jira.blind(null);
        assertThat(world.log.retry(id)).isTrue();
        nextLife().round();
        verify(1);
    }

    @Test
    void nobodySaysThatItDidNotHappenBecauseItMustNotNow() {
        use(TestDatabase.open("h2"));
        push(world.repository(42), 1);
        world.jira.after(act -> {
            throw new Killed();
        });
        dies(nextLife());
        world.jira.after(act -> {});
        world.jira.blind(new IllegalStateException("no"));
        nextLife().round();
        world.tables.arming().accountSwitch(1, null, dvcs.api.SmartCommits.AuthorPolicy.STRICT);
        assertThat(world.log.retry(world.commands().get(0).id())).isTrue();
        world.database.database().change(sql -> sql.update("UPDATE <COMMIT> SET [VERIFIED] = 2"));
        nextLife().round();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        assertThat(world.commands().get(0).reason()).contains("strict").contains("may have happened");
    }

    @Test
    void anIssueThatSomebodyElseMovedMeanwhileIsAQuestion() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        world.push(repository, world.commit("ann", world.now.get(), "KEY-1 #close"));
        world.jira.before(act -> {
            throw new Killed();
        });
        dies(nextLife());
        world.jira.before(act -> {});
        world.jira.touch(1);
        nextLife().round();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        assertThat(world.jira.deeds()).isEmpty();
    }

    @Test
    void aCommandThatKillsEveryLifeIsGivenUp() {
        use(TestDatabase.open("h2"));
        int repository = world.repository(42);
        push(repository, 1);
        world.jira.before(act -> {
            throw new Killed();
        });
        for (int i = 0; i < Recovery.TRIES; i++) {
            dies(nextLife());
        }
        world.jira.before(act -> {});
        nextLife().round();
        assertThat(world.commands().get(0).state()).isEqualTo(CommandState.UNKNOWN);
        assertThat(world.jira.count("c1")).isZero();
        assertThat(world.jira.count("w1")).isEqualTo(1);
    }
}
