package dvcs.plugin;

import dvcs.api.Progress;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which accounts are at work and how far they are. Thread-safe. */
final class Progresses {
    static final String LISTING = "listing";

    private final Clock clock;
    private final Map<Integer, Activity> working = new HashMap<>();
    private final Set<Integer> listing = new HashSet<>();

    Progresses(Clock clock) {
        this.clock = clock;
    }

    synchronized void beginListing(int accountId) {
        listing.add(accountId);
        of(accountId).phase(LISTING);
    }

    synchronized void endListing(int accountId) {
        listing.remove(accountId);
        Activity activity = of(accountId);
        activity.phase("synchronising");
        if (activity.idle()) {
            working.remove(accountId);
        }
    }

    /** One more repository is going to be synchronised. */
    synchronized void expect(int accountId) {
        of(accountId).expect(1);
    }

    synchronized void finish(int accountId) {
        Activity activity = working.get(accountId);
        if (activity != null && activity.finish() && !listing.contains(accountId)) {
            working.remove(accountId);
        }
    }

    synchronized Activity of(int accountId) {
        return working.computeIfAbsent(accountId, id -> new Activity("synchronising", clock, null));
    }

    synchronized boolean isListing(int accountId) {
        return listing.contains(accountId);
    }

    synchronized boolean isWorking(int accountId) {
        return working.containsKey(accountId);
    }

    synchronized Progress progress(int accountId) {
        Activity activity = working.get(accountId);
        return activity == null ? Progress.NONE : activity.progress();
    }
}
