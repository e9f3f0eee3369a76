package dvcs.commands;

import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How long a commit stays due that looks like a squash: until a run of its repository has ended that began a moment after the
 * commit was stored. Where no such run comes, or it can't read everything, a person decides.
 */
final class Settling {
    /** A forge moves the branch first and says a moment later that this was the merge of a request. */
    static final long MILLIS = 60_000;
    static final long BOUND_MILLIS = 3_600_000;
    private static final long ASK_MILLIS = 300_000;
    private static final String LOOK = " Look at the issue, then retry or dismiss the command.";

    private final DueCommits commits;
    private final IntConsumer run;
    private final Clock clock;
    private final Map<String, Wait> waits = new HashMap<>();

    /** Since when this runner knows of it, and when it has asked for a run. */
    private record Wait(long since, long asked) {}

    /** {@code run}: asks for a run of a repository. */
    Settling(DueCommits commits, IntConsumer run, Clock clock) {
        this.commits = commits;
        this.run = run;
        this.clock = clock;
    }

    boolean isOver(Due commit, Recording recording) {
        DueCommits.LastRun last = commits.lastRun(commit.repositoryId());
        if (last.begun() >= commit.firstSeen() + MILLIS && !recording.isLeaving()) {
            if (!last.warning().isEmpty()) {
                recording.doubt("An equal command ran before, and it can't be said whether this commit is the squash of a merge request, since not "
                        + "everything could be read (" + last.warning() + ")." + LOOK);
            }
            return true;
        }
        long now = clock.millis();
        Wait wait = waits.computeIfAbsent(commit.hash(), hash -> new Wait(now, 0));
        if (now - wait.since() >= BOUND_MILLIS) {
            recording.doubt("An equal command ran before, and no synchronisation has told within an hour whether this commit is the squash of a "
                    + "merge request." + LOOK);
            return true;
        }
        if (now - wait.since() >= MILLIS && now - wait.asked() >= ASK_MILLIS) {
            waits.put(commit.hash(), new Wait(wait.since(), now));
            run.accept(commit.repositoryId());
        }
        return false;
    }

    void forget(Due commit) {
        waits.remove(commit.hash());
    }
}
