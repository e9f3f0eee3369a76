package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.SmartCommits.Command;
import dvcs.api.SmartCommits.CommandFilter;
import dvcs.store.CommandRetention;
import dvcs.store.CommitRow;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.MergeRequestRow;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ledger under random interleavings: pushes, replays, full readings, rebases, squashes, forks, merge requests, the same words
 * in different commits, switches turned at any time, repositories that are never armed or are deleted with work to do, the
 * daily cleaning, mere looks at the heads, a Jira that refuses, people who retry, nodes with clocks that are wrong, deaths at
 * any statement and at any deed, leases that run out in the middle. What must come of it {@link Orders} knows. System
 * properties {@code dvcs.ledger.commands} (1,000) and {@code dvcs.ledger.seed}.
 */
class LedgerSimulationTest {
    private static final int COMMANDS = Integer.getInteger("dvcs.ledger.commands", 1_000);
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** Words that many commits have: of these some are rewritten, and of those none. */
    private static final String REWRITTEN = "twin";
    private static final String KEPT = "plain";

    private Random random;
    private TestDatabase database;
    private World world;
    private Orders orders;
    private final List<ForgeRepository> repos = new ArrayList<>();
    private final World.Node[] nodes = new World.Node[2];
    private boolean accountOn = true;
    private int texts;
    private int lives;
    private int deaths;
    private int stolen;
    private int retriedFailures;
    private int deleted;
    private long requests;
    private int maxStepSeconds;

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void eachEffectAtMostOnceAndNothingIsLost(TestDatabase given) {
        long seed = Long.getLong("dvcs.ledger.seed", 1);
        random = new Random(seed);
        database = given;
        world = new World(database);
        orders = new Orders(world);
        maxStepSeconds = random.nextInt(3) == 0 ? 6 * 3600 : 60;
        for (int i = 0; i < 3; i++) {
            repos.add(new ForgeRepository(i < 2 ? world.repository(42 + i) : world.newRepository(44)));
        }
        switchRepository(repos.get(2), false);
        run(repos.get(2), List.of(), List.of(), List.of(), false);
        for (int i = 0; i < 2; i++) {
            nodes[i] = newLife(i);
        }
        while (orders.size() < COMMANDS) {
            world.now.addAndGet(1_000L * (1 + random.nextInt(maxStepSeconds)));
            step();
        }
        settle();
        int effects = orders.verify("seed " + seed);
        if (COMMANDS >= 1_000) {
            assertThat(effects).as("seed %d: effects", seed).isGreaterThan(orders.size() / 8);
            assertThat(deaths).as("seed %d: deaths", seed).isGreaterThan(COMMANDS / 200);
            assertThat(retriedFailures).as("seed %d: commands that Jira had refused", seed).isPositive();
            assertThat(stolen).as("seed %d: leases that ran out", seed).isPositive();
            assertThat(deleted > 0 || maxStepSeconds == 60).as("seed %d: the cleaning deleted rows, if time allowed", seed).isTrue();
        }
    }

    private World.Node newLife(int i) {
        World.Node node = world.new Node("node" + i, "process " + ++lives, world.skewed(Duration.ofMinutes(random.nextInt(7) - 3)));
        node.start();
        return node;
    }

    private void step() {
        ForgeRepository at = repos.get(random.nextInt(8) == 0 ? 2 : random.nextInt(2));
        switch (random.nextInt(32)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> push(at);
            case 8, 9, 10 -> replay(at);
            case 11, 12, 13 -> rebase(at);
            case 14, 15, 16 -> squash(at);
            case 17, 18 -> fork(at, repos.get(random.nextInt(repos.size())));
            case 19, 20 -> mergeRequest(at);
            case 21, 22 -> retrySome();
            case 23 -> turnSwitch();
            case 24 -> deleteRepository();
            case 25 -> clean(at);
            case 26 -> world.look(at.id);
            default -> round();
        }
    }

    // What the authors do

    private CommitRow commit() {
        world.now.incrementAndGet(); // so that no two are the same command by chance
        int twin = random.nextInt(10);
        if (random.nextInt(6) == 0) {
            return world.commit("ann", world.now.get(), "KEY-" + (60 + twin) + " #comment " + (twin < 5 ? REWRITTEN : KEPT) + twin);
        }
        StringBuilder message = new StringBuilder("KEY-" + (1 + random.nextInt(80)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            message.append(random.nextBoolean() ? " #comment " : " #time 1h ").append("text").append(++texts);
        }
        if (random.nextInt(3) == 0) {
            message.append(" #go-").append(++texts);
        }
        return world.commit(random.nextBoolean() ? "ann" : "bob", world.now.get(), message.toString());
    }

    private static List<String> texts(CommitRow commit) {
        return new FakeParser().parse(commit.message()).commands().stream()
                .map(command -> command.kind() == CommandKind.TRANSITION ? "#" + command.name().substring(3) : command.comment()).toList();
    }

    private void push(ForgeRepository at) {
        List<CommitRow> rows = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            CommitRow commit = commit();
            rows.add(commit);
            orders.commit(commit, texts(commit), world.isArmed(at.id));
        }
        come(at, rows);
        boolean ends = random.nextInt(4) > 0;
        world.write(at.id, rows, List.of(), List.of(), at.generation, false, ends);
        if (ends) {
            arm(at);
        }
    }

    private void come(ForgeRepository at, List<CommitRow> rows) {
        at.present.addAll(rows);
        if (!world.isArmed(at.id)) {
            rows.forEach(row -> at.history.add(row.sha()));
        }
    }

    /** A whole run, at whose end the repository is armed if that is wanted. */
    private void run(ForgeRepository at, List<CommitRow> commits, List<CommitRow> gone, List<MergeRequestRow> says, boolean rereads) {
        world.run(at.id, commits, gone.stream().map(CommitRow::sha).toList(), says, at.generation, rereads);
        arm(at);
    }

    private void replay(ForgeRepository at) {
        if (random.nextBoolean()) {
            at.generation++;
            run(at, at.present, List.of(), at.merged, true);
        } else {
            run(at, some(at, 3, true), List.of(), List.of(), false);
        }
    }

    private List<CommitRow> some(ForgeRepository at, int most, boolean ofAll) {
        List<CommitRow> all = new ArrayList<>(at.present.stream().filter(row -> ofAll || !row.message().contains(KEPT)).toList());
        Collections.shuffle(all, random);
        return new ArrayList<>(all.subList(0, Math.min(all.size(), 1 + random.nextInt(most))));
    }

    private void rebase(ForgeRepository at) {
        List<CommitRow> old = some(at, 3, false);
        rewrite(at, old, old.stream().map(row -> rewritten(at, row, world.again(row))).toList());
    }

    /** One author's commit becomes one with a date of its own. */
    private void squash(ForgeRepository at) {
        List<CommitRow> old = some(at, 1, false);
        rewrite(at, old, old.stream().map(row -> squashed(at, row)).toList());
    }

    private void rewrite(ForgeRepository at, List<CommitRow> old, List<CommitRow> by) {
        at.present.removeIf(row -> old.stream().anyMatch(each -> each.sha().equals(row.sha())));
        come(at, by);
        run(at, by, old, List.of(), false);
    }

    private CommitRow squashed(ForgeRepository at, CommitRow one) {
        return rewritten(at, one, world.commit(one.author().name(), world.now.incrementAndGet(), one.message()));
    }

    private CommitRow rewritten(ForgeRepository at, CommitRow old, CommitRow by) {
        orders.rewritten(texts(old), by);
        if (at.history.contains(old.sha())) {
            orders.mayRun(texts(old));
        }
        return by;
    }

    private void mergeRequest(ForgeRepository at) {
        List<CommitRow> topic = some(at, 1, false);
        if (!topic.isEmpty()) {
            List<CommitRow> squash = List.of(squashed(at, topic.get(0)));
            come(at, squash);
            // The forge says so at once or a run later; the branch stays or goes.
            boolean late = random.nextBoolean();
            var says = List.of(World.squashed(++requests, squash.get(0).sha()));
            at.merged.addAll(says);
            run(at, squash, List.of(), late ? List.of() : says, false);
            if (late) {
                nodes[0].round();
                run(at, List.of(), List.of(), says, false);
            }
        }
    }

    private void fork(ForgeRepository from, ForgeRepository to) {
        List<CommitRow> rows = some(from, 3, true).stream().filter(row -> to.present.stream().noneMatch(each -> each.sha().equals(row.sha()))).toList();
        rows.stream().filter(row -> from.history.contains(row.sha())).forEach(row -> orders.mayRun(texts(row)));
        come(to, rows);
        run(to, rows, List.of(), List.of(), false);
    }

    // What administrators do

    private boolean wanted(ForgeRepository at) {
        return at.on == null ? accountOn : at.on;
    }

    private void arm(ForgeRepository at) {
        world.arm(at.id);
        assertThat(world.isArmed(at.id)).as("armed after a run").isEqualTo(wanted(at));
    }

    private void turnSwitch() {
        if (random.nextInt(3) == 0) {
            accountOn = random.nextInt(4) > 0;
            world.tables.arming().accountSwitch(1, accountOn, null);
        } else {
            switchRepository(repos.get(random.nextInt(2)), switch (random.nextInt(4)) {
                case 0 -> null;
                case 1 -> false;
                default -> true;
            });
        }
        repos.forEach(each -> assertThat(world.isArmed(each.id) && !wanted(each)).as("armed, and switched off").isFalse());
        if (random.nextBoolean()) {
            repos.forEach(this::arm); // what is at rest
        }
    }

    private void switchRepository(ForgeRepository at, Boolean on) {
        at.on = on;
        world.tables.arming().repositorySwitch(at.id, on);
    }

    /** With commits that are due, fresh, or in the ledger; the first attempt may fail. */
    private void deleteRepository() {
        if (!accountOn) {
            return;
        }
        ForgeRepository doomed = new ForgeRepository(world.repository(1_000 + ++requests));
        push(doomed);
        if (random.nextBoolean()) {
            round();
        }
        if (random.nextBoolean()) {
            push(doomed);
        }
        doomed.present.forEach(row -> orders.leaves(texts(row)));
        database.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [GONE_AT] = 1 WHERE [ID] = ?", doomed.id));
        database.faults().failAt(1 + random.nextInt(60));
        try {
            world.remove(doomed.id);
        } catch (StoreException e) {
            database.faults().failAt(0);
            world.remove(doomed.id);
        }
        database.faults().failAt(0);
        assertThat(world.tables.arming().repositories(Set.of(doomed.id))).isEmpty();
    }

    private void clean(ForgeRepository at) {
        orders.look();
        world.clearGraves(at.id, world.now.get() - 7 * DAY);
        Leases leases = new Leases(database.database(), "cleaner");
        leases.tryAcquire(Lease.ofCommands()).ifPresent(lease -> {
            long limit = world.now.get() - Limits.configured().age().toMillis() - 7 * DAY;
            deleted += new CommandRetention(database.database()).run(lease, limit, limit - 7 * DAY, 5);
            leases.release(lease);
        });
    }

    /** A person looks at the issue and decides by what is there. */
    private void retrySome() {
        retrySome(CommandState.UNKNOWN, 5);
        retrySome(CommandState.FAILED, 20);
    }

    private void retrySome(CommandState state, int most) {
        for (Command command : world.log.page(new CommandFilter(state, 0, 0, ""), 0, most)) {
            String text = Orders.text(command);
            if (orders.isDone(text) || orders.isOneOfSeveral(text)) {
                world.log.dismiss(command.id(), "It has happened.");
            } else {
                orders.retried(command);
                retriedFailures += state == CommandState.FAILED ? 1 : 0;
                world.log.retry(command.id());
            }
        }
    }

    // What the nodes do

    private void round() {
        int who = random.nextInt(2);
        World.Node other = nodes[1 - who];
        int kind = random.nextInt(6);
        world.jira.refuse(kind == 5 ? "You may not do that." : "");
        Consumer<JiraActions.Act> trouble = trouble(other, kind, 1 + random.nextInt(6));
        if (random.nextBoolean()) {
            world.jira.before(trouble);
        } else {
            world.jira.after(trouble);
        }
        orders.failing(kind == 3);
        database.faults().failAt(kind == 3 ? 1 + random.nextInt(80) : 0);
        try {
            world.jira.transitions(transitions());
            if (!nodes[who].round() && random.nextBoolean()) {
                world.expire();
            }
        } catch (Killed | StoreException e) {
            deaths++;
            quiet();
            if (random.nextBoolean()) {
                other.seizeRound(); // otherwise it is restarted at once
            }
            nodes[who] = newLife(who);
        } finally {
            quiet();
        }
    }

    private Consumer<JiraActions.Act> trouble(World.Node other, int kind, int at) {
        int[] deeds = {0};
        return act -> {
            if (++deeds[0] != at) {
                return;
            }
            switch (kind) {
                case 1 -> throw new Killed();
                case 2 -> {
                    quiet();
                    stolen++;
                    other.seizeRound();
                }
                case 4 -> turnSwitch();
                default -> { }
            }
        };
    }

    private void quiet() {
        database.faults().failAt(0);
        orders.failing(false);
        world.jira.refuse("");
        world.jira.before(act -> {});
        world.jira.after(act -> {});
    }

    private List<String> transitions() {
        return orders.texts().stream().filter(each -> each.startsWith("#")).map(each -> "go-" + each.substring(1)).toList();
    }

    /** Nothing goes wrong any more, and all that waits for time gets it. */
    private void settle() {
        quiet();
        world.jira.transitions(transitions());
        Stream.of(Duration.ZERO, Duration.ofMinutes(30), Duration.ofMillis(Settling.MILLIS)).forEach(later -> {
            world.now.addAndGet(later.toMillis());
            repos.forEach(each -> run(each, List.of(), List.of(), List.of(), false));
            world.expire();
            nodes[0] = newLife(0);
            assertThat(nodes[0].round()).isTrue();
        });
    }
}
