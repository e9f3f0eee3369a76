package dvcs.web;

import java.util.Set;

/** What the asking user may know of an issue. Implemented in {@code dvcs.jira}. */
public interface IssueAccess {
    /**
     * HIDDEN: no such issue, or not for this user; the difference is nobody's business. LOG_IN: the same for somebody
     * whom Jira does not know yet. NO_DEVELOPMENT: the issue, but not its development.
     */
    enum Outcome { HIDDEN, LOG_IN, NO_DEVELOPMENT, SEEN }

    /** @param keys every key the issue ever had; empty unless SEEN */
    record Sight(Outcome outcome, Set<String> keys) {
        public Sight {
            keys = Set.copyOf(keys);
        }
    }

    Sight look(String issueKey);

    /** As {@link #look}, for those who need no keys: asked each second by every open issue page. */
    default Outcome outcome(String issueKey) {
        return look(issueKey).outcome();
    }
}
