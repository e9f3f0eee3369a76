package dvcs.commands;

import dvcs.store.Arming;
import dvcs.store.AuthorMappings;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.Database;
import dvcs.store.DueCommits;
import dvcs.store.Lease;
import dvcs.store.Verifications;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Executes smart commits: one runner in the cluster, on one thread, behind the lease of the commands. A command's way is
 * due commit → waiting → claimed → executing → done; each arrow is a transaction, and a death between any two of them costs
 * at most a question to a person, never a second comment.
 */
public final class CommandRunner {
    private static final int CLAIMED = 20;

    private final CommandLedger ledger;
    private final DueCommits commits;
    private final Intake intake;
    private final Recovery recovery;
    private final Execution execution;
    /** {@code run}: asks for a run of a repository, and does not wait for it. */
    public CommandRunner(Tables tables, CommandParser parser, JiraActions jira, Holder me, Clock clock, IntConsumer run) {
        this.ledger = tables.ledger();
        this.commits = tables.commits();
        Effects effects = new Effects(ledger, jira);
        this.intake = new Intake(commits, tables.arming(), new Recorder(ledger, commits, parser, jira, Limits.configured(),
                new Settling(commits, run, clock), clock));
        this.recovery = new Recovery(ledger, effects, me);
        this.execution = new Execution(ledger, tables.verifications(), tables.arming(), jira, new Identity(jira, tables.mappings()),
                new FormerTries(effects, me, clock), me);
    }

    /** What the runner reads and writes. */
    public record Tables(CommandLedger ledger, DueCommits commits, Arming arming, AuthorMappings mappings, Verifications verifications) {
        public static Tables of(Database database, Clock clock) {
            return new Tables(new CommandLedger(database, clock), new DueCommits(database), new Arming(database, clock),
                    new AuthorMappings(database, clock), new Verifications(database));
        }
    }

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
        Intake.Pass pass = intake.begin();
        boolean more = true;
        while (more && !stopping.getAsBoolean()) {
            boolean recorded = pass.record(lease, stopping);
            more = execute(lease, stopping) || recorded;
        }
    }

    private boolean execute(Lease lease, BooleanSupplier stopping) {
        List<CommandRow> claimed = ledger.claim(lease, CLAIMED);
        for (CommandRow row : claimed) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            execution.run(lease, row);
        }
        return !claimed.isEmpty();
    }
}
