package dvcs.api;

/**
 * What runs now; zeros and an empty phase when nothing does.
 *
 * @param phase in words: "listing", "branches", "commits", "merge requests", "waiting for the rate limit"
 * @param startedAt epoch milliseconds
 * @param commitsPerSecond since the start
 * @param secondsLeft an estimate; -1: it can't be said
 * @param lastError the last thing that failed in this run, with where it failed, or empty
 * @param remedy what to do about it, or empty
 */
public record Progress(
        String phase,
        int repositoriesDone,
        int repositoriesAll,
        long commitsSeen,
        long requests,
        long startedAt,
        double commitsPerSecond,
        long secondsLeft,
        String lastError,
        String remedy) {
    public static final Progress NONE = new Progress("", 0, 0, 0, 0, 0);

    /** Without what is computed. */
    public Progress(String phase, int repositoriesDone, int repositoriesAll, long commitsSeen, long requests, long startedAt) {
        this(phase, repositoriesDone, repositoriesAll, commitsSeen, requests, startedAt, 0, -1, "", "");
    }
}
