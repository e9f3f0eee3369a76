package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.SmartCommits.Command;
import dvcs.store.CommitRow;
import dvcs.store.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What authors have ordered in a simulation, by the text that tells their commands apart, and whether what happened is that.
 * Several commits may order the same; then each of them is an order.
 */
final class Orders {
    private static final Set<CommandState> SAYS_THAT_IT_DID_NOT = EnumSet.of(CommandState.FAILED, CommandState.REFUSED, CommandState.UNKNOWN,
            CommandState.DISMISSED, CommandState.NOT_EXECUTED);
    private static final Set<CommandState> OPEN = EnumSet.of(CommandState.WAITING, CommandState.CLAIMED, CommandState.EXECUTING);

    private final World world;
    private final Map<String, Order> orders = new TreeMap<>();
    /** Rows by number as they were last seen; the cleaning deletes some. */
    private final Map<Integer, Command> rows = new TreeMap<>();
    private final Set<Integer> retried = new HashSet<>();
    private boolean inOrder = true;
    private int checked;

    Orders(World world) {
        this.world = world;
        world.jira.watch(this::deed);
    }

    /** Bounds of how often it happens, and the commits that order it. */
    private static final class Order {
        private int atLeast;
        private int atMost;
        private boolean ambiguous;
        private final Set<String> shas = new HashSet<>();
    }

    /** {@code executed}: its repository is armed. */
    void commit(CommitRow commit, List<String> texts, boolean executed) {
        for (String text : texts) {
            Order order = orders.computeIfAbsent(text, each -> new Order());
            order.atLeast += executed ? 1 : 0;
            order.atMost += executed ? 1 : 0;
            order.shas.add(commit.sha());
        }
    }

    /** History that comes to an armed repository once more: it may be known as such, or be new there. */
    void mayRun(List<String> texts) {
        texts.forEach(text -> orders.get(text).atMost++);
    }

    /** Of several orders of the same words it can't be said which one a rewritten commit stands for: one of them happens. */
    void rewritten(List<String> texts, CommitRow by) {
        texts.forEach(text -> orders.get(text).shas.add(by.sha()));
        leaves(texts);
    }

    void leaves(List<String> texts) {
        texts.forEach(text -> orders.get(text).ambiguous = true);
    }

    int size() {
        return orders.size();
    }

    Set<String> texts() {
        return orders.keySet();
    }

    void retried(Command command) {
        retried.add(command.id());
    }

    boolean isDone(String text) {
        return world.jira.count(text) >= orders.get(text).atMost;
    }

    boolean isOneOfSeveral(String text) {
        return orders.get(text).atMost > 1;
    }

    /** A statement will fail: what fails is overtaken by others. */
    void failing(boolean failing) {
        inOrder = !failing;
    }

    /** What is in the ledger now is known even if it is deleted. */
    void look() {
        world.commands().forEach(row -> rows.put(row.id(), row));
    }

    private record Running(int id, int repository, long authored) {}

    /** At each deed: nothing older about the issue waits, and the repository is armed. */
    private void deed(JiraActions.Act act) {
        List<Running> running = world.database.database().read(sql -> sql.query("SELECT [ID], [REPOSITORY_ID], [AUTHORED_AT] FROM <COMMAND> "
                + "WHERE [STATE] = 'EXECUTING' AND [ISSUE_ID] = ? AND [TOKEN] = (SELECT [TOKEN] FROM <LEASE> WHERE [RESOURCE] = ?)",
                row -> new Running(row.getInt(1), row.getInt(2), row.getLong(3)), act.issueId(), Lease.ofCommands()));
        for (Running command : running) {
            if (!retried.contains(command.id())) {
                assertThat(world.isArmed(command.repository())).as("repository %d is armed when %s is done", command.repository(), act).isTrue();
                if (inOrder) {
                    assertThat(older(command, act.issueId())).as("older commands of the issue when %s is done", act).isZero();
                    checked++;
                }
            }
        }
    }

    private long older(Running than, long issue) {
        return world.database.database().read(sql -> sql.count("SELECT COUNT(*) FROM <COMMAND> WHERE [STATE] IN ('WAITING', 'CLAIMED') AND [ISSUE_ID] = ? "
                        + "AND [AUTHORED_AT] < ?", issue, than.authored())
                + sql.count("SELECT COUNT(*) FROM <COMMIT> C JOIN <COMMIT_KEY> K ON K.[COMMIT_HASH] = C.[UNIQUE_HASH] WHERE C.[COMMAND_STATE] = 1 "
                        + "AND C.[REPOSITORY_ID] = ? AND K.[ISSUE_KEY] = ? AND C.[AUTHORED_AT] < ?", than.repository(), "KEY-" + issue, than.authored()));
    }

    /** The text that tells a command from others. */
    static String text(Command row) {
        return row.name().startsWith("go-") ? "#" + row.name().substring(3) : row.argument().replaceFirst("^1h ", "");
    }

    /** Of all commits, when nothing is left to do. Returns how many effects there were. */
    int verify(String seed) {
        look();
        assertThat(checked).as("%s: deeds whose order was looked at", seed).isPositive();
        assertThat(world.due()).as(seed + ": commits left over").isZero();
        assertThat(rows.values()).as(seed).allSatisfy(row -> assertThat(OPEN).doesNotContain(row.state()));
        Map<String, List<Command>> byText = rows.values().stream().collect(Collectors.groupingBy(Orders::text));
        Set<String> problems = rows.values().stream().filter(row -> row.kind() == CommandKind.PROBLEM).map(Command::sha).collect(Collectors.toSet());
        int done = 0;
        for (Map.Entry<String, Order> entry : orders.entrySet()) {
            String text = entry.getKey();
            done += verify(seed + ": " + text, text, entry.getValue(), byText.getOrDefault(text, List.of()), problems);
        }
        return done;
    }

    private int verify(String what, String text, Order order, List<Command> about, Set<String> problems) {
        int effects = (int) world.jira.count(text);
        assertThat(effects).as(() -> what + " happens as often as it was ordered: " + history(about)).isLessThanOrEqualTo(order.atMost);
        long says = about.stream().filter(row -> SAYS_THAT_IT_DID_NOT.contains(row.state())).count()
                + order.shas.stream().filter(problems::contains).count();
        assertThat(effects + says).as(() -> what + " happened, or the ledger says why not: " + history(about)).isGreaterThanOrEqualTo(order.ambiguous ? Math.min(1, order.atLeast) : order.atLeast);
        if (effects == 0) {
            assertThat(about).as(() -> what + " did not happen: " + history(about)).noneMatch(row -> row.state() == CommandState.DONE);
        }
        if (about.stream().anyMatch(row -> row.state() == CommandState.REPEATED)) {
            assertThat(about).as(() -> what + " repeats something: " + history(about)).anyMatch(row -> row.state() != CommandState.REPEATED);
        }
        return effects;
    }

    /** Every row of the ledger about a command, also what the cleaning deleted, for whoever reads a failure. */
    private String history(List<Command> about) {
        Map<Integer, String> lines = new TreeMap<>();
        about.forEach(row -> lines.put(row.id(), "deleted: repository " + row.repositoryId() + ", commit " + row.sha().substring(35) + " of "
                + since(row.authored()) + ", recorded " + since(row.recorded()) + ": " + row.state() + " " + row.reason()));
        world.database.database().read(sql -> sql.queryIn("SELECT X.[ID], X.[REPOSITORY_ID], X.[SHA], X.[AUTHORED_AT], X.[RECORDED_AT], X.[STATE], "
                + "X.[UNIQUE_HASH], X.[REPEATS], C.[FIRST_SEEN], C.[GONE_AT], X.[REASON] FROM <COMMAND> X LEFT JOIN <COMMIT> C "
                + "ON C.[UNIQUE_HASH] = X.[COMMIT_HASH] WHERE X.[ID] IN (?*)", List.copyOf(lines.keySet()), row -> lines.put(row.getInt(1),
                "repository " + row.getInt(2) + ", commit " + row.getString(3).substring(35) + " of " + since(row.getLong(4)) + " seen "
                + since(row.getLong(9)) + " gone " + since(row.getLong(10)) + ", recorded " + since(row.getLong(5)) + " as "
                + brief(row.getString(7)) + " for " + brief(row.getString(8)) + ": " + row.getString(6) + " " + row.getString(11))));
        return lines.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String since(long time) {
        return time == 0 ? "never" : (time - World.START) / 1000 + "s";
    }

    private static String brief(String hash) {
        return hash == null ? "nothing" : hash.substring(0, 6);
    }
}
