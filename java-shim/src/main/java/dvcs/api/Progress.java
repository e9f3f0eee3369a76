package dvcs.api;

/** What runs now; zeros and an empty phase when nothing does. {@code startedAt}: epoch milliseconds. */
public record Progress(
        String phase, int repositoriesDone, int repositoriesAll, long commitsSeen, long requests, long startedAt) {
    public static final Progress NONE = new Progress("", 0, 0, 0, 0, 0);
}
