package dvcs.commands;

import dvcs.api.CommandState;
import dvcs.store.CommandLedger.Earlier;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits.Due;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the command that a squashed commit brings a second time: an equal one whose commit has left its repository, or,
 * when the new commit is what became of a merge request, an equal one at all. Each earlier command stands for one later
 * command only, so that the same words next week are new work.
 */
final class Repetition {
    private static final Set<CommandState> RAN_OR_WILL = EnumSet.of(CommandState.WAITING, CommandState.CLAIMED, CommandState.EXECUTING,
            CommandState.DONE, CommandState.UNKNOWN, CommandState.REPEATED, CommandState.DISMISSED);
    private static final Set<CommandState> DID_NOT = EnumSet.of(CommandState.FAILED, CommandState.REFUSED);

    private Repetition() {}

    /** {@code earlier}: newest first. Empty: it is new. */
    static Optional<CommandRow> of(Due commit, boolean endsMergeRequest, List<Earlier> earlier) {
        return among(commit, earlier, RAN_OR_WILL).filter(each -> each.left() || endsMergeRequest).map(Earlier::row).findFirst();
    }

    /** One that did not run, and must not be tried again by hand once this commit's command runs instead. */
    static Optional<CommandRow> replaced(Due commit, boolean endsMergeRequest, List<Earlier> earlier) {
        return among(commit, earlier, DID_NOT).filter(each -> each.left() || endsMergeRequest).map(Earlier::row).findFirst();
    }

    /** Whether it would be one if its commit ended a merge request, or if the earlier commit were about to leave. */
    static boolean mayTurnOut(Due commit, List<Earlier> earlier) {
        return among(commit, earlier, RAN_OR_WILL).anyMatch(each -> each.row().origin().repositoryId() == commit.repositoryId());
    }

    private static Stream<Earlier> among(Due commit, List<Earlier> earlier, Set<CommandState> states) {
        Set<String> spoken = new HashSet<>();
        earlier.forEach(each -> spoken.add(each.row().identity().repeats()));
        return earlier.stream()
                .filter(each -> states.contains(each.row().state()))
                .filter(each -> !each.row().origin().commitHash().equals(commit.hash()))
                .filter(each -> !spoken.contains(each.row().identity().uniqueHash()))
                // Those of a fork stand for what happens in the fork.
                .sorted(Comparator.comparing(each -> each.row().origin().repositoryId() != commit.repositoryId()));
    }
}
