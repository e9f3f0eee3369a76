package dvcs.plugin;

import dvcs.api.Progress;
import dvcs.wire.Batch;
import java.time.Clock;

/** What runs now, of an account or of a repository; kept in memory for the page. Thread-safe. */
final class Activity {
    private final Clock clock;
    private final long startedAt;
    private final Activity whole;
    private String phase;
    private int done;
    private int all;
    private long commits;
    private long requests;
    private long jobCommits;
    private long jobRequests;
    private String lastError = "";
    private String remedy = "";

    /** {@code whole}: the account's activity, which a repository's adds to; null for an account. */
    Activity(String phase, Clock clock, Activity whole) {
        this.phase = phase;
        this.clock = clock;
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

    /** Of a repository's run also its account's: the last one is shown. */
    void failed(String where, String error, String whatToDo) {
        synchronized (this) {
            lastError = where.isEmpty() ? error : where + ": " + error;
            remedy = whatToDo;
        }
        if (whole != null) {
            whole.failed(where, error, whatToDo);
        }
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
        long elapsed = Math.max(1, clock.millis() - startedAt);
        double rate = commits * 1000.0 / elapsed;
        // Repositories differ in size, so this is rough; while a listing adds to them it would be wrong.
        boolean known = done > 0 && all > done && !phase.equals(Progresses.LISTING);
        long left = known ? elapsed * (all - done) / done / 1000 : -1;
        return new Progress(phase, done, all, commits, requests, startedAt, rate, left, lastError, remedy);
    }
}
