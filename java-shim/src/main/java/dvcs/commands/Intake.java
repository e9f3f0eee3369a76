package dvcs.commands;

import dvcs.store.Arming;
import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due commits into the ledger, oldest first. One that fails is tried in a few rounds; until it is given up it keeps those
 * about the same issues from being taken, which may repeat it, and no others.
 */
final class Intake {
    static final int TRIES = 3;
    private static final int PAGE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final DueCommits commits;
    private final Arming arming;
    private final Recorder recorder;
    /** In how many rounds a commit has failed, by its hash. */
    private final Map<String, Integer> failures = new HashMap<>();

    Intake(DueCommits commits, Arming arming, Recorder recorder) {
        this.commits = commits;
        this.arming = arming;
        this.recorder = recorder;
    }

    Pass begin() {
        return new Pass();
    }

    /** What one round has seen so far. */
    final class Pass {
        private final Map<Integer, Boolean> yields = new HashMap<>();
        private final Set<String> failed = new HashSet<>();
        private final Set<String> issues = new HashSet<>();
        private boolean blind;

        /** True: some commit is done with that was not. */
        boolean record(Lease lease, BooleanSupplier stopping) {
            Queued queued = new Queued(issues);
            boolean moved = false;
            int left = 0;
            List<Due> page;
            do {
                page = commits.page(left, PAGE);
                for (Due commit : page) {
                    if (blind || stopping.getAsBoolean()) {
                        return false;
                    }
                    boolean done = !failed.contains(commit.hash()) && !yields(lease, commit) && recorded(lease, commit, queued);
                    moved |= done;
                    left += done ? 0 : 1;
                }
            } while (page.size() == PAGE);
            return moved;
        }

        // Whether the bundled connector executes it; what was disarmed by that comes again with the reason.
        private boolean yields(Lease lease, Due commit) {
            if (!commit.withdrawn().isEmpty()) {
                return false;
            }
            try {
                return yields.computeIfAbsent(commit.repositoryId(), id -> arming.yield(lease, id));
            } catch (LeaseLostException e) {
                throw e;
            } catch (StoreException e) {
                LOG.warn("It can't be said whether the bundled connector executes repository {}; it is asked again.", commit.repositoryId(), e);
                yields.put(commit.repositoryId(), true);
                return true;
            }
        }

        private boolean recorded(Lease lease, Due commit, Queued queued) {
            try {
                boolean done = recorder.record(lease, commit, queued);
                failures.remove(commit.hash());
                return done;
            } catch (LeaseLostException e) {
                throw e;
            } catch (RuntimeException | LinkageError e) {
                failed.add(commit.hash());
                boolean givenUp = failed(lease, commit, e);
                if (!givenUp) {
                    hold(commit);
                }
                return givenUp;
            }
        }

        private void hold(Due commit) {
            try {
                issues.addAll(commits.keys(commit.hash()));
            } catch (StoreException e) {
                blind = true; // which ones it keeps waiting can't be said: nothing more is taken in this round
            }
        }

        private boolean failed(Lease lease, Due commit, Throwable cause) {
            if (failures.merge(commit.hash(), 1, Integer::sum) < TRIES) {
                LOG.warn("The smart commit {} could not be recorded; it is tried again later.", commit.sha(), cause);
                return false;
            }
            try {
                recorder.giveUp(lease, commit, cause);
                failures.remove(commit.hash());
                LOG.warn("The smart commit {} could not be recorded, and is given up.", commit.sha(), cause);
                return true;
            } catch (LeaseLostException e) {
                throw e;
            } catch (StoreException e) {
                LOG.warn("The smart commit {} can't be given up now; that is tried again.", commit.sha(), e);
                return false;
            }
        }
    }
}
