package dvcs.commands;

import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import dvcs.store.Lease;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a commit's commands into the ledger: those that are to run, and those that are not, with the reason. */
final class Recorder {
    /** A forge moves the branch first and says a moment later that this was the merge of a request. */
    static final long SETTLING_MILLIS = 120_000;

    private final Recording.Tools tools;
    private final CommandParser parser;
    private final Clock clock;
    /** When this runner first looked at a commit that it left due, by its own clock: clocks of other nodes may be wrong. */
    private final Map<String, Long> settling = new HashMap<>();

    Recorder(CommandLedger ledger, DueCommits commits, CommandParser parser, JiraActions jira, Limits limits, Clock clock) {
        this.tools = new Recording.Tools(ledger, commits, jira, limits);
        this.parser = parser;
        this.clock = clock;
    }

    /** False: it stays due, since the forge may not have said yet which merge request it ends. */
    boolean record(Lease lease, Due commit) {
        Recording recording = new Recording(tools, commit, clock.millis());
        try {
            CommandParser.Parsed parsed = parser.parse(commit.message());
            parsed.commands().forEach(recording::add);
            parsed.problems().forEach(recording::problem);
        } catch (ParseException e) {
            recording.problem("The message could not be read: " + e.getMessage());
        }
        if (recording.isPremature() && clock.millis() - settling.computeIfAbsent(commit.hash(), hash -> clock.millis()) < SETTLING_MILLIS) {
            return false;
        }
        settling.remove(commit.hash());
        // A commit that came back after its row was deleted is in the ledger already.
        Set<String> stored = tools.ledger().withHashes(recording.places()).stream().map(row -> row.identity().uniqueHash()).collect(Collectors.toSet());
        return tools.ledger().record(lease, commit,
                recording.rows().stream().filter(row -> !stored.contains(row.identity().uniqueHash())).toList(), recording.replaced());
    }
}
