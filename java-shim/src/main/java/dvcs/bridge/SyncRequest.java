package dvcs.bridge;

import java.util.List;

/**
 * Brings one repository up to date.
 *
 * @param known heads whose history is stored completely
 * @param cursor of the last stored batch; empty: from the beginning
 * @param mergeRequestsSince seconds since 1970, 0: all
 * @param full ignore known heads and cursor
 * @param source where commits may come from
 * @param verify end when no head has moved: the daily sweep
 * @param probe numbers of merge requests; those that no longer exist are reported as deleted
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
        boolean full,
        Source source,
        boolean verify,
        List<Long> probe) {
    /** As the boundary numbers them. AUTO takes git where the forge offers it, and REST else. */
    public enum Source {
        AUTO(dvcs.wire.Source.Auto),
        GIT(dvcs.wire.Source.Git),
        REST(dvcs.wire.Source.Rest);

        private final byte wire;

        Source(byte wire) {
            this.wire = wire;
        }

        byte wire() {
            return wire;
        }
    }

    /** A branch and the commit it points to, in hex. */
    public record Head(String branch, String sha) {}

    public SyncRequest {
        known = List.copyOf(known);
        cursor = cursor.clone();
        probe = List.copyOf(probe);
    }
}
