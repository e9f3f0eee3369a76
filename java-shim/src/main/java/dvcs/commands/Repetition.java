package dvcs.commands;

import dvcs.api.CommandState;
import dvcs.store.CommandHash;
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
 * Finds the command that a rewritten commit brings a second time: an equal one whose commit has left its repository, in whose
 * place the new one came, or, when the new commit is what became of a merge request, an equal one beside which it came. Each
 * earlier command stands for one later command of a kind only, so that the same words next week are new work; but each time
 * that its commit leaves.
 *
 * @param repeats as the ledger keeps it
 * @param leftAt when that one's commit had left, by the place that is taken; 0: it is there, or nobody knows any more
 */
record Repetition(CommandRow row, String repeats, long leftAt) {
    private static final Set<CommandState> RAN_OR_WILL = EnumSet.of(CommandState.WAITING, CommandState.CLAIMED, CommandState.EXECUTING,
            CommandState.DONE, CommandState.UNKNOWN, CommandState.REPEATED, CommandState.DISMISSED);
    private static final Set<CommandState> DID_NOT = EnumSet.of(CommandState.FAILED, CommandState.REFUSED, CommandState.NOT_EXECUTED);
    private static final String BESIDE = "+";

    /** Whether a command in this state stands for the same one that comes again; whoever dismissed it may have seen that it happened. */
    static boolean stands(CommandState state) {
        return RAN_OR_WILL.contains(state);
    }

    /** {@code earlier}: newest first. Empty: it is new. */
    static Optional<Repetition> of(Due commit, boolean endsMergeRequest, List<Earlier> earlier) {
        return among(commit, endsMergeRequest, earlier, RAN_OR_WILL);
    }

    /** One that did not run, and must not be tried again by hand once this commit's command runs instead. */
    static Optional<Repetition> replaced(Due commit, boolean endsMergeRequest, List<Earlier> earlier) {
        return among(commit, endsMergeRequest, earlier, DID_NOT);
    }

    /** The one that did not run, and whose identity the same command of another commit takes over: it stands for that one only. */
    static Repetition succeeding(CommandRow row, List<Earlier> earlier) {
        long leftAt = earlier.stream().filter(each -> each.row().id() == row.id()).mapToLong(Earlier::leftAt).findFirst().orElse(0);
        return new Repetition(row, CommandHash.succeeded(row.id()), leftAt);
    }

    /** The one that a rebase replaced: of the same author and moment, and gone from the same repository. */
    static Optional<Repetition> rebased(Due commit, List<Earlier> earlier) {
        Places places = new Places(earlier);
        return others(commit, earlier, EnumSet.allOf(CommandState.class))
                .filter(each -> each.left() && isIn(commit, each) && each.row().origin().authoredAt() == commit.authoredAt())
                .filter(each -> !places.isTaken(each))
                .map(Repetition::inPlaceOf).findFirst();
    }

    /** Whether it would be one, or come of one that did not run, if its commit ended a merge request, be it of a fork, or if what is leaving had left. */
    static boolean mayTurnOut(Due commit, List<Earlier> earlier) {
        Places places = new Places(earlier);
        return others(commit, earlier, EnumSet.allOf(CommandState.class))
                .anyMatch(each -> each.leaving() || !places.isTaken(each) && !places.isTakenBeside(each));
    }

    private static Optional<Repetition> among(Due commit, boolean endsMergeRequest, List<Earlier> earlier, Set<CommandState> states) {
        Places places = new Places(earlier);
        return others(commit, earlier, states)
                .filter(each -> !places.isTaken(each))
                .flatMap(each -> {
                    boolean beside = places.isTakenBeside(each);
                    // Also if it left meanwhile: its place may be another commit's.
                    if (endsMergeRequest && !beside) {
                        return Stream.of(new Repetition(each.row(), BESIDE + hash(each), 0));
                    }
                    // What left after a merge has done its part, unless it was still there when this commit came.
                    return each.left() && (!beside || each.leftAt() >= commit.firstSeen()) ? Stream.of(inPlaceOf(each)) : Stream.empty();
                })
                .findFirst();
    }

    private static Repetition inPlaceOf(Earlier each) {
        return new Repetition(each.row(), hash(each), each.leftAt());
    }

    /** Which earlier commands other ones stand for already. */
    private static final class Places {
        private final Set<String> taken = new HashSet<>();

        Places(List<Earlier> earlier) {
            for (Earlier each : earlier) {
                CommandRow.Identity identity = each.row().identity();
                taken.add(identity.repeats());
                taken.add(identity.repeats() + " " + identity.repeatsLeftAt());
            }
        }

        // A commit that came back is there, and when it leaves again another one may take its place.
        boolean isTaken(Earlier each) {
            return each.left() && taken.contains(each.leftAt() == 0 ? hash(each) : hash(each) + " " + each.leftAt());
        }

        boolean isTakenBeside(Earlier each) {
            return taken.contains(BESIDE + hash(each));
        }
    }

    // First those of the same repository: those of a fork stand for what happens in the fork.
    private static Stream<Earlier> others(Due commit, List<Earlier> earlier, Set<CommandState> states) {
        return earlier.stream()
                .filter(each -> states.contains(each.row().state()) && !each.row().origin().commitHash().equals(commit.hash()))
                .sorted(Comparator.comparing(each -> !isIn(commit, each)));
    }

    private static String hash(Earlier earlier) {
        return earlier.row().identity().uniqueHash();
    }

    private static boolean isIn(Due commit, Earlier earlier) {
        return earlier.row().origin().repositoryId() == commit.repositoryId();
    }
}
