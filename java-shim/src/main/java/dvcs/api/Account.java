package dvcs.api;

import dvcs.api.SmartCommits.AuthorPolicy;

/**
 * An account at a forge, as an administrator sees it. Times are epoch milliseconds, 0 for never.
 *
 * @param name the group, user or empty for the whole instance
 * @param state what it does now: IDLE, LISTING, SYNCING, PAUSED (a copy of Jira), FAILED (the token was refused)
 * @param error one sentence with what to do, or empty
 * @param repositoriesFailed those whose last run failed
 * @param held repositories whose removal an administrator has to settle
 * @param webhooks how pushes are told of
 * @param certificate whose certificates are trusted for it besides those of the JVM, and until when; empty: none
 * @param smartCommits of its repositories that have no switch of their own
 * @param authorPolicy who may act for the authors of its commits
 * @param access with what it works at the forge
 */
public record Account(
        int id,
        String host,
        String name,
        String url,
        boolean autoLink,
        State state,
        String error,
        int repositories,
        int repositoriesDone,
        long commits,
        long lastRefresh,
        Progress progress,
        int repositoriesFailed,
        HeldDeletions held,
        String certificate,
        boolean smartCommits,
        AuthorPolicy authorPolicy,
        Webhooks webhooks,
        Access access) {
    public enum State { IDLE, LISTING, SYNCING, PAUSED, FAILED }

    /** Nothing failed, nothing is held back, smart commits are on. */
    public Account(int id, String host, String name, String url, boolean autoLink, State state, String error, int repositories,
            int repositoriesDone, long commits, long lastRefresh, Progress progress) {
        this(id, host, name, url, autoLink, state, error, repositories, repositoriesDone, commits, lastRefresh, progress, 0,
                HeldDeletions.NONE, "", true, AuthorPolicy.COMPATIBLE, Webhooks.NONE, Access.TOKEN);
    }
}
