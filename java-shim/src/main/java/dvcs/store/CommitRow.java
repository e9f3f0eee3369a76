package dvcs.store;

import java.util.List;

/** A commit to store. {@code sha}: 40 or 64 hex digits; times: epoch milliseconds and minutes east of UTC. */
public record CommitRow(
        String sha,
        int parentCount,
        Signature author,
        Signature committer,
        String message,
        boolean messageCut,
        String webUrl,
        List<String> keys) {
    /** Who and when. */
    public record Signature(String name, String email, long at, int offsetMinutes) {}

    public CommitRow {
        keys = List.copyOf(keys);
    }
}
