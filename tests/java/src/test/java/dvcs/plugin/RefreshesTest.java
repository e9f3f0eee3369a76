package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an account that is not there: what is looked at is only whether there is a further refresh. */
class RefreshesTest {
    private static final int ACCOUNT = 9;

    @TempDir
    private Path home;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private TestDatabase database;
    private Refreshes refreshes;

    @BeforeEach
    void open() {
        database = TestDatabase.open("h2");
        Tables tables = Tables.of(database.database(), new CredentialVault(home), "test", TestDatabase.CLOCK);
        refreshes = new Refreshes(tables, null, null, null, new Progresses(TestDatabase.CLOCK), waiting::add, () -> false);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void ask(boolean again) {
        refreshes.refresh(ACCOUNT, false, again, work -> {});
    }

    /** How many there were until nothing was left to do. */
    private int runAll() {
        int count = 0;
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
            count++;
        }
        return count;
    }

    @Test
    void whatChangesMeanwhileIsListedOnceMore() {
        ask(true);
        ask(false);
        assertThat(runAll()).as("the one under way does").isEqualTo(1);
        ask(true);
        ask(true);
        ask(true);
        assertThat(runAll()).isEqualTo(2);
    }

    @Test
    void aCancellationTakesWhatWasAskedForBeforeIt() {
        ask(true);
        ask(true);
        refreshes.cancel(ACCOUNT, Long.MAX_VALUE);
        assertThat(runAll()).isEqualTo(1);
    }

    @Test
    void aCancellationThatArrivesLateLeavesWhatWasAskedForAfterIt() {
        ask(true);
        ask(true);
        long cancelled = System.currentTimeMillis();
        while (System.currentTimeMillis() <= cancelled) {
            Thread.onSpinWait();
        }
        ask(true);
        refreshes.cancel(ACCOUNT, cancelled);
        assertThat(runAll()).isEqualTo(2);
    }
}
