package dvcs.bridge;

import java.util.List;

/**
 * Brings one repository up to date.
 *
 * @param known heads whose history is stored completely
 * @param cursor of the last stored batch; empty: from the beginning
 * @param mergeRequestsSince seconds since 1970, 0: all
 * @param full ignore known heads and cursor
 */
public record SyncRequest(
        long forgeId,
        String path,
        String name,
        String webUrl,
        String cloneUrl,
        String defaultBranch,
        List<Head> known,
        byte[] cursor,
        long mergeRequestsSince,
        boolean full) {
    /** A branch and the commit it points to, in hex. */
    public record Head(String branch, String sha) {}

    public SyncRequest {
        known = List.copyOf(known);
        cursor = cursor.clone();
    }
}
