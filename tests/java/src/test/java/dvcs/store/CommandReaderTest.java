package dvcs.store;

import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.Development;
import dvcs.api.Development.SmartCommand;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandReaderTest {
    private TestDatabase tables;
    private int repository;

    private void use(TestDatabase given, CommitRow... commits) {
        tables = given;
        repository = tables.newRepository(1, 42);
        Lease lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
        new BatchWriter(tables.database(), TestDatabase.CLOCK).write(lease, new Rows.Making(repository).commits(commits).batch());
    }

    private void mark(int state) {
        tables.database().change(sql -> sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ?", state));
    }

    /** As the runner leaves it. {@code issueKey} empty: about no issue. */
    private void recorded(String sha, int ordinal, String issueKey, String argument, CommandState state, String reason) {
        var origin = new CommandRow.Origin(1, repository, tables.database().read(sql -> sql.one("SELECT [UNIQUE_HASH] FROM <COMMIT> WHERE [SHA] = ?",
                row -> row.getString(1), sha)).orElseThrow(), sha, "", ordinal, "Ann", "ann@example.com", 1, 1);
        var what = issueKey.isEmpty() ? new CommandRow.What(CommandKind.PROBLEM, "", "", "", "", "", 0)
                : new CommandRow.What(CommandKind.COMMENT, issueKey, "comment", argument, argument, "", 0);
        String hash = CommandHash.place(origin);
        tables.database().change(sql -> CommandTable.insert(sql, List.of(CommandRow.unsaved(new CommandRow.Identity(hash, hash, 7), origin, what,
                state, reason)), 1));
    }

    private List<Development.Commit> read(String... keys) {
        return new DevelopmentReader(tables.database()).read(Set.of(keys)).commits();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void onlyWhatIsAboutTheIssueOrAboutNoneIsShown(TestDatabase given) {
        use(given, commit(sha(1), "KEY-1 OLD-1 SECRET-1 #comment hello #comment", "KEY-1", "OLD-1", "SECRET-1"));
        mark(CommandMark.TAKEN);
        recorded(sha(1), 3, "", "", CommandState.REFUSED, "'#comment' has no text.");
        recorded(sha(1), 2, "SECRET-1", "hello", CommandState.FAILED, "of a secret issue");
        recorded(sha(1), 1, "OLD-1", "hello", CommandState.REPEATED, "again");
        recorded(sha(1), 0, "KEY-1", "hello", CommandState.DONE, "");
        SmartCommand done = new SmartCommand("KEY-1", "comment", "hello", CommandState.DONE, "");
        SmartCommand problem = new SmartCommand("", "", "", CommandState.REFUSED, "'#comment' has no text.");
        assertThat(read("KEY-1").get(0).commands()).containsExactly(done, problem);
        assertThat(read("KEY-1", "OLD-1").get(0).commands()).containsExactly(done,
                new SmartCommand("OLD-1", "comment", "hello", CommandState.REPEATED, "again"), problem);
    }

    @Test
    void ofManyCommitsOneQueryReadsThem() {
        try (TestDatabase given = TestDatabase.open("h2")) {
            use(given, IntStream.rangeClosed(1, 50).mapToObj(i -> commit(sha(i), "KEY-1 #comment " + i, "KEY-1")).toArray(CommitRow[]::new));
            given.failAt(0);
            read("KEY-1");
            int without = given.faults().executed();
            mark(CommandMark.TAKEN);
            IntStream.rangeClosed(1, 50).forEach(i -> recorded(sha(i), 0, "KEY-1", "x" + i, CommandState.DONE, ""));
            given.failAt(0);
            assertThat(read("KEY-1")).hasSize(50).allSatisfy(each -> assertThat(each.commands()).hasSize(1));
            assertThat(given.faults().executed()).isEqualTo(without + 1);
        }
    }

    @Test
    void aLongArgumentIsCut() {
        try (TestDatabase given = TestDatabase.open("h2")) {
            use(given, commit(sha(1), "KEY-1 #comment", "KEY-1"));
            mark(CommandMark.TAKEN);
            recorded(sha(1), 0, "KEY-1", "é".repeat(30_000), CommandState.DONE, "");
            assertThat(read("KEY-1").get(0).commands().get(0).argument()).isEqualTo("é".repeat(200));
        }
    }

    @Test
    void whatIsNotInTheLedgerIsSaidOfTheCommit() {
        try (TestDatabase given = TestDatabase.open("h2")) {
            use(given, commit(sha(1), "KEY-1 #close", "KEY-1"));
            for (int waiting : new int[] {CommandMark.DUE, CommandMark.FRESH}) {
                assertSaid(waiting, CommandState.WAITING, "after the synchronisation");
            }
            assertSaid(CommandMark.HISTORY, CommandState.NOT_EXECUTED, "before smart commits of its repository were switched on");
            assertSaid(CommandMark.WITHDRAWN, CommandState.NOT_EXECUTED, "switched off before its turn came");
            for (int nothing : new int[] {CommandMark.NONE, CommandMark.TAKEN}) {
                mark(nothing);
                assertThat(read("KEY-1").get(0).commands()).isEmpty();
            }
        }
    }

    private void assertSaid(int mark, CommandState state, String words) {
        mark(mark);
        assertThat(read("KEY-1").get(0).commands()).singleElement().satisfies(command -> {
            assertThat(command.state()).isEqualTo(state);
            assertThat(command.reason()).contains(words);
            assertThat(command.name() + command.issueKey()).isEmpty();
        });
    }
}
