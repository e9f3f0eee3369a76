package dvcs.commands;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.store.CommandHash;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import dvcs.store.Lease;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a commit's commands into the ledger: those that are to run, and those that are not, with the reason. */
final class Recorder {
    private final Recording.Tools tools;
    private final Settling settling;
    private final Clock clock;

    Recorder(CommandLedger ledger, DueCommits commits, CommandParser parser, JiraActions jira, Limits limits, Settling settling, Clock clock) {
        this.tools = new Recording.Tools(ledger, commits, parser, jira, limits);
        this.settling = settling;
        this.clock = clock;
    }

    /** False: it stays due, since what it repeats is not settled, the forge may not have said yet which merge request it ends, or an older one stays. */
    boolean record(Lease lease, Due commit, Queued queued) {
        Recording recording = new Recording(tools, commit, clock.millis());
        read(commit, recording);
        if (queued.isBehind(commit.repositoryId(), recording.about()) || recording.isBehindOpen()
                || recording.isPremature() && !settling.isOver(commit, recording)) {
            queued.stays(commit.repositoryId(), recording.about());
            return false;
        }
        // A commit that came back after its row was deleted is in the ledger already.
        Set<String> stored = tools.ledger().withHashes(recording.places()).stream().map(row -> row.identity().uniqueHash()).collect(Collectors.toSet());
        if (!tools.ledger().record(lease, commit, recording.entries(stored))) {
            queued.stays(commit.repositoryId(), recording.about());
            return false;
        }
        settling.forget(commit);
        return true;
    }

    private void read(Due commit, Recording recording) {
        try {
            CommandParser.Parsed parsed = tools.parser().parse(commit.message());
            boolean cut = commit.messageCut() && commit.message().indexOf('\n') < 0;
            List<CommandParser.Command> all = parsed.commands();
            all.subList(0, cut ? Math.max(0, all.size() - 1) : all.size()).forEach(recording::add);
            parsed.problems().forEach(recording::problem);
            if (cut) {
                recording.problem("The first line of the message is longer than what is kept of it, so its last command, and what follows, is not executed.");
            }
        } catch (ParseException e) {
            recording.problem("The message could not be read: " + e.getMessage());
        }
    }

    /** One that can't be recorded, whatever is tried: nothing of it is executed. Without its texts, which may be why. */
    void giveUp(Lease lease, Due commit, Throwable cause) {
        var origin = new CommandRow.Origin(commit.accountId(), commit.repositoryId(), commit.hash(), commit.sha(), "", 0, "", "",
                commit.authoredAt(), Math.min(commit.committedAt(), clock.millis()));
        String place = CommandHash.place(origin);
        var row = CommandRow.unsaved(new CommandRow.Identity(place, place, 0), origin,
                new CommandRow.What(CommandKind.PROBLEM, "", "", "", "", "", 0), CommandState.FAILED,
                "The commands of this commit could not be recorded, and are not executed, because of " + Words.of(cause) + ".");
        List<CommandRow> rows = tools.ledger().withHashes(List.of(place)).isEmpty() ? List.of(row) : List.of();
        tools.ledger().record(lease, commit, new CommandLedger.Entries(rows, List.of(), List.of()));
        settling.forget(commit);
    }
}
