package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandState;
import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.CommandFilter;
import dvcs.store.CommitRow;
import dvcs.store.MergeRequestRow;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ledger under random interleavings: pushes, replays, full readings, rebases, squashes, forks, merge requests, runners on
 * two nodes with clocks that are wrong, deaths at any statement and at any deed, leases that run out in the middle. Every
 * command has a text of its own, so that each effect can be counted. System properties {@code dvcs.ledger.commands} (1,000)
 * and {@code dvcs.ledger.seed}.
 */
class LedgerSimulationTest {
    private static final int COMMANDS = Integer.getInteger("dvcs.ledger.commands", 1_000);
    private static final Set<CommandState> SETTLED = EnumSet.complementOf(
            EnumSet.of(CommandState.WAITING, CommandState.CLAIMED, CommandState.EXECUTING));
    private static final Set<CommandState> SAYS_THAT_IT_DID_NOT = EnumSet.of(CommandState.FAILED, CommandState.REFUSED, CommandState.UNKNOWN,
            CommandState.DISMISSED, CommandState.NOT_EXECUTED);

    private Random random;
    private World world;
    private final int[] repositories = new int[2];
    private final Map<Integer, List<CommitRow>> present = new LinkedHashMap<>();
    private final List<List<MergeRequestRow>> merged = List.of(new ArrayList<>(), new ArrayList<>());
    private final int[] generations = {1, 1};
    private final Set<String> commands = new HashSet<>();
    private final World.Node[] nodes = new World.Node[2];
    private int lives;
    private int deaths;
    private int stolen;
    private long requests;

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void eachEffectAtMostOnceAndNothingIsLost(TestDatabase database) {
        long seed = Long.getLong("dvcs.ledger.seed", 1);
        random = new Random(seed);
        world = new World(database);
        for (int i = 0; i < 2; i++) {
            repositories[i] = world.repository(42 + i);
            present.put(i, new ArrayList<>());
            nodes[i] = newLife(i);
        }
        while (commands.size() < COMMANDS) {
            world.now.addAndGet(1_000L * (1 + random.nextInt(60)));
            step(database);
        }
        settle();
        verify("seed " + seed);
        assertThat(deaths).as("seed %d: deaths", seed).isGreaterThan(COMMANDS / 100);
        assertThat(stolen).as("seed %d: leases that ran out", seed).isPositive();
    }

    private World.Node newLife(int i) {
        World.Node node = world.new Node("node" + i, "process " + ++lives, world.skewed(Duration.ofMinutes(random.nextInt(7) - 3)));
        node.start();
        return node;
    }

    private void step(TestDatabase database) {
        int at = random.nextInt(2);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> push(at);
            case 4 -> replay(at);
            case 5 -> rebase(at);
            case 6 -> squash(at);
            case 7 -> fork(at);
            case 8 -> mergeRequest(at);
            case 9 -> retrySome();
            default -> run(database);
        }
    }

    private CommitRow commit() {
        StringBuilder message = new StringBuilder("KEY-" + (1 + random.nextInt(80)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            String text = "text" + commands.size();
            commands.add(text);
            message.append(random.nextBoolean() ? " #comment " : " #time 1h ").append(text);
        }
        if (random.nextInt(3) == 0) {
            message.append(" #go-").append(commands.size());
            commands.add("#" + commands.size());
        }
        return world.commit(random.nextBoolean() ? "ann" : "bob", world.now.get(), message.toString());
    }

    private void push(int at) {
        List<CommitRow> rows = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rows.add(commit());
        }
        present.get(at).addAll(rows);
        world.write(repositories[at], rows, List.of(), List.of(), generations[at], false, random.nextInt(4) > 0);
    }

    private void replay(int at) {
        if (random.nextBoolean()) {
            generations[at]++;
            world.run(repositories[at], present.get(at), List.of(), merged.get(at), generations[at], true);
        } else {
            world.run(repositories[at], some(at), List.of(), List.of(), generations[at], false);
        }
    }

    private List<CommitRow> some(int at) {
        List<CommitRow> all = new ArrayList<>(present.get(at));
        Collections.shuffle(all, random);
        return new ArrayList<>(all.subList(0, Math.min(all.size(), 1 + random.nextInt(3))));
    }

    private void rebase(int at) {
        List<CommitRow> old = some(at);
        List<CommitRow> rebased = old.stream().map(world::again).toList();
        replace(at, old, rebased);
        world.run(repositories[at], rebased, old.stream().map(CommitRow::sha).toList(), List.of(), generations[at], false);
    }

    /** One author's commits of one issue become one commit with a date of its own. */
    private void squash(int at) {
        List<CommitRow> old = some(at).stream().limit(1).toList();
        if (!old.isEmpty()) {
            CommitRow squash = squashed(old.get(0));
            replace(at, old, List.of(squash));
            world.run(repositories[at], List.of(squash), List.of(old.get(0).sha()), List.of(), generations[at], false);
        }
    }

    private CommitRow squashed(CommitRow one) {
        return world.commit(one.author().name(), world.now.get(), one.message());
    }

    private void mergeRequest(int at) {
        List<CommitRow> topic = some(at).stream().limit(1).toList();
        if (!topic.isEmpty()) {
            CommitRow squash = squashed(topic.get(0));
            present.get(at).add(squash);
            // The forge says so at once or a run later; the branch stays or goes.
            boolean late = random.nextBoolean();
            var says = List.of(World.squashed(++requests, squash.sha()));
            merged.get(at).addAll(says);
            world.run(repositories[at], List.of(squash), List.of(), late ? List.of() : says, generations[at], false);
            if (late) {
                nodes[0].round();
                world.run(repositories[at], List.of(), List.of(), says, generations[at], false);
            }
        }
    }

    private void fork(int at) {
        List<CommitRow> rows = some(at);
        present.get(1 - at).addAll(rows);
        world.run(repositories[1 - at], rows, List.of(), List.of(), generations[1 - at], false);
    }

    private void replace(int at, List<CommitRow> old, List<CommitRow> by) {
        present.get(at).removeIf(row -> old.stream().anyMatch(each -> each.sha().equals(row.sha())));
        present.get(at).addAll(by);
    }

    private void run(TestDatabase database) {
        int who = random.nextInt(2);
        World.Node other = nodes[1 - who];
        boolean before = random.nextBoolean();
        int at = 1 + random.nextInt(6);
        int[] deeds = {0};
        int kind = random.nextInt(4);
        java.util.function.Consumer<JiraActions.Act> trouble = act -> {
            if (++deeds[0] != at) {
                return;
            }
            if (kind == 1) {
                throw new Killed();
            }
            if (kind == 2) {
                quiet();
                stolen++;
                other.seizeRound();
            }
        };
        if (before) {
            world.jira.before(trouble);
        } else {
            world.jira.after(trouble);
        }
        if (kind == 3) {
            database.faults().failAt(1 + random.nextInt(80));
        }
        try {
            world.jira.transitions(transitions());
            if (!nodes[who].round() && random.nextBoolean()) {
                world.expire();
            }
        } catch (Killed | StoreException e) {
            deaths++;
            database.faults().failAt(0);
            quiet();
            if (random.nextBoolean()) {
                nodes[who] = newLife(who); // restarted at once; otherwise the other one goes on when the lease has run out
            } else {
                World.Node dead = nodes[who];
                other.seizeRound();
                nodes[who] = newLife(who);
                assertThat(nodes[who]).isNotSameAs(dead);
            }
        } finally {
            database.faults().failAt(0);
            quiet();
        }
    }

    private void quiet() {
        world.jira.before(act -> {});
        world.jira.after(act -> {});
    }

    private List<String> transitions() {
        return commands.stream().filter(each -> each.startsWith("#")).map(each -> "go-" + each.substring(1)).toList();
    }

    /** A person looks at the issue and decides by what is there. */
    private void retrySome() {
        for (Command command : world.log.page(new CommandFilter(CommandState.UNKNOWN, 0, 0, ""), 0, 5)) {
            if (world.jira.count(command(command)) > 0) {
                world.log.dismiss(command.id(), "It has happened.");
            } else {
                world.log.retry(command.id());
            }
        }
    }

    private void settle() {
        quiet();
        world.jira.transitions(transitions());
        for (int at = 0; at < 2; at++) {
            world.run(repositories[at], List.of(), List.of(), List.of(), generations[at], false);
        }
        world.now.addAndGet(Duration.ofMinutes(30).toMillis());
        world.expire();
        nodes[0] = newLife(0);
        assertThat(nodes[0].round()).isTrue();
        world.now.addAndGet(Settling.MILLIS);
        for (int at = 0; at < 2; at++) {
            world.run(repositories[at], List.of(), List.of(), List.of(), generations[at], false);
        }
        assertThat(nodes[0].round()).isTrue();
    }

    /** Every row of the ledger about this command, for whoever reads a failure. */
    private String history(List<Command> rows, String command) {
        Set<Integer> ids = rows.stream().filter(row -> command(row).equals(command)).map(Command::id).collect(Collectors.toSet());
        return world.database.database().read(sql -> sql.queryIn("SELECT X.[ID], X.[REPOSITORY_ID], X.[SHA], X.[AUTHORED_AT], X.[RECORDED_AT], X.[STATE], "
                + "X.[UNIQUE_HASH], X.[REPEATS], C.[FIRST_SEEN], C.[GONE_AT], X.[REASON] FROM <COMMAND> X LEFT JOIN <COMMIT> C "
                + "ON C.[UNIQUE_HASH] = X.[COMMIT_HASH] WHERE X.[ID] IN (?*)", ids, row -> row.getInt(1) + ": repository " + row.getInt(2) + ", commit "
                + row.getString(3).substring(35) + " of " + since(row.getLong(4)) + " seen " + since(row.getLong(9)) + " gone " + since(row.getLong(10))
                + ", recorded " + since(row.getLong(5)) + " as " + brief(row.getString(7)) + " for " + brief(row.getString(8)) + ": "
                + row.getString(6) + " " + row.getString(11))).stream().sorted(Comparator.comparingInt(line -> Integer.parseInt(line.split(":")[0])))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String since(long time) {
        return time == 0 ? "never" : (time - World.START) / 1000 + "s";
    }

    private static String brief(String hash) {
        return hash == null ? "nothing" : hash.substring(0, 6);
    }

    private static String command(Command row) {
        return row.name().startsWith("go-") ? "#" + row.name().substring(3) : row.argument().replaceFirst("^1h ", "");
    }

    private void verify(String seed) {
        List<Command> rows = world.commands();
        assertThat(world.due()).as(seed + ": commits left over").isZero();
        assertThat(rows).as(seed).allSatisfy(row -> assertThat(SETTLED).contains(row.state()));
        Map<String, Set<CommandState>> states = new LinkedHashMap<>();
        rows.forEach(row -> states.computeIfAbsent(command(row), text -> EnumSet.noneOf(CommandState.class)).add(row.state()));
        int done = 0;
        for (String command : commands) {
            long effects = world.jira.count(command);
            assertThat(effects).as("%s: effects of %s: %s", seed, command, history(rows, command)).isLessThanOrEqualTo(1);
            assertThat(states).as("%s: the ledger knows %s", seed, command).containsKey(command);
            if (effects == 0) {
                assertThat(states.get(command)).as("%s: %s did not happen", seed, command).containsAnyElementsOf(SAYS_THAT_IT_DID_NOT)
                        .doesNotContain(CommandState.DONE);
            }
            done += (int) effects;
        }
        assertThat(done).as(seed + ": done").isGreaterThan(commands.size() * 8 / 10);
    }
}
