package dvcs.commands;

import dvcs.store.Arming;
import dvcs.store.AuthorMappings;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits;
import dvcs.store.Lease;
import dvcs.store.StoreException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes smart commits: one runner in the cluster, on one thread, behind the lease of the commands. A command's way is
 * due commit → waiting → claimed → executing → done; each arrow is a transaction, and a death between any two of them costs
 * at most a question to a person, never a second comment.
 */
public final class CommandRunner {
    private static final int COMMITS = 200;
    private static final int CLAIMED = 20;
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

    private final CommandLedger ledger;
    private final DueCommits commits;
    private final Arming arming;
    private final Recorder recorder;
    private final Recovery recovery;
    private final Execution execution;
    private final Holder me;

    public CommandRunner(Tables tables, CommandParser parser, JiraActions jira, Holder me, Clock clock) {
        this.ledger = tables.ledger();
        this.commits = tables.commits();
        this.arming = tables.arming();
        this.me = me;
        Effects effects = new Effects(ledger, jira);
        this.recorder = new Recorder(ledger, commits, parser, jira, Limits.configured(), clock);
        this.recovery = new Recovery(ledger, effects, me);
        this.execution = new Execution(ledger, commits, arming, jira, new Identity(jira, tables.mappings()), effects);
    }

    /** What the runner reads and writes. */
    public record Tables(CommandLedger ledger, DueCommits commits, Arming arming, AuthorMappings mappings) {}

    /** Whether a round would find anything; asked before the lease, which costs more. */
    public boolean hasWork() {
        return ledger.hasOpen() || commits.any();
    }

    /**
     * Recovers what was left unfinished, then works until nothing is left to do.
     *
     * @throws dvcs.store.LeaseLostException another runner took over; this one has stopped
     */
    public void round(Lease lease, BooleanSupplier stopping) {
        recovery.run(lease, stopping);
        boolean more = true;
        while (more && !stopping.getAsBoolean()) {
            boolean recorded = record(lease, stopping);
            more = execute(lease, stopping) || recorded;
        }
    }

    /** True: some commit is done with that was not. */
    private boolean record(Lease lease, BooleanSupplier stopping) {
        boolean moved = false;
        Map<Integer, Boolean> yields = new HashMap<>();
        for (DueCommits.Due commit : commits.page(0, COMMITS)) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            try {
                if (commit.withdrawn().isEmpty() && yields.computeIfAbsent(commit.repositoryId(), id -> arming.yield(lease, id))) {
                    moved = true; // the next page says why it is not executed
                } else {
                    moved |= recorder.record(lease, commit);
                }
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("The smart commit {} could not be read; it is tried again later.", commit.sha(), e);
            }
        }
        return moved;
    }

    private boolean execute(Lease lease, BooleanSupplier stopping) {
        List<CommandRow> claimed = ledger.claim(lease, me.text(), CLAIMED);
        for (CommandRow row : claimed) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            execution.run(lease, row);
        }
        return !claimed.isEmpty();
    }
}
