package dvcs.plugin;

import dvcs.api.Progress;
import dvcs.wire.Batch;
import java.time.Clock;

/** What runs now, of an account or of a repository; kept in memory for the page. Thread-safe. */
final class Activity {
    private final long startedAt;
    private final Activity whole;
    private String phase;
    private int done;
    private int all;
    private long commits;
    private long requests;
    private long jobCommits;
    private long jobRequests;

    /** {@code whole}: the account's activity, which a repository's adds to; null for an account. */
    Activity(String phase, Clock clock, Activity whole) {
        this.phase = phase;
        this.startedAt = clock.millis();
        this.whole = whole;
    }

    synchronized void phase(String now) {
        phase = now;
    }

    synchronized void expect(int more) {
        all += more;
    }

    /** One of the expected repositories is through. True: none is left. */
    synchronized boolean finish() {
        done++;
        return done >= all;
    }

    synchronized boolean idle() {
        return done >= all;
    }

    /** Numbers of a job are its own totals so far. */
    void report(Batch batch) {
        if (batch.progress() == null) {
            return;
        }
        long newCommits;
        long newRequests;
        synchronized (this) {
            if (whole != null && batch.progress().phase() != null && !batch.progress().phase().isEmpty()) {
                phase = batch.progress().phase();
            }
            newCommits = Math.max(0, batch.progress().commitsSeen() - jobCommits);
            newRequests = Math.max(0, batch.progress().requests() - jobRequests);
            jobCommits += newCommits;
            jobRequests += newRequests;
        }
        add(newCommits, newRequests);
        if (whole != null) {
            whole.add(newCommits, newRequests);
        }
    }

    private synchronized void add(long moreCommits, long moreRequests) {
        commits += moreCommits;
        requests += moreRequests;
    }

    synchronized Progress progress() {
        return new Progress(phase, done, all, commits, requests, startedAt);
    }
}
