package dvcs.web;

import dvcs.api.Connector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What an open issue page asks for, so that it follows pushes without a reload. Thread-safe. */
final class LiveIssue {
    /** An issue gets another key when it is moved, or its project is: seldom, and who looks at it is led elsewhere. */
    private static final long KEYS_FRESH = Duration.ofSeconds(60).toNanos();
    private static final int MOST_KEYS = 10_000;

    private final Connector connector;
    private final IssueAccess issues;
    private final IssuePage page;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    LiveIssue(Connector connector, IssueAccess issues, IssuePage page) {
        this.connector = connector;
        this.issues = issues;
        this.page = page;
    }

    private record Known(Set<String> keys, long at) {}

    private record Version(String version) {}

    /** Permissions count anew each time, former keys do not: Jira asks its database for them. */
    Answer version(String issueKey) {
        Api.requireSeen(issues.outcome(issueKey));
        String version = connector.developmentVersion(keys(issueKey));
        return Answer.ok(new Version(version)).with("ETag", '"' + version + '"');
    }

    /** {@code tab}: with the Commits tab. */
    Answer html(String issueKey, boolean tab) {
        IssueAccess.Sight sight = issues.look(issueKey);
        Api.requireSeen(sight.outcome());
        return Answer.ok(page.draw(sight, issueKey, tab));
    }

    private Set<String> keys(String issueKey) {
        long now = System.nanoTime();
        Known found = known.get(issueKey);
        if (found == null || now - found.at() > KEYS_FRESH) {
            IssueAccess.Sight sight = issues.look(issueKey);
            Api.requireSeen(sight.outcome());
            found = new Known(sight.keys(), now);
            if (known.size() >= MOST_KEYS) {
                known.clear();
            }
            known.put(issueKey, found);
        }
        return found.keys();
    }
}
