package dvcs.store;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/** Where the synchronisation of a repository stands: what its next run starts from. */
public record SyncState(List<Head> known, String defaultBranch, byte[] cursor) {
    /** A branch whose history is stored completely up to {@code sha}. */
    public record Head(String branch, String sha) {}

    public SyncState {
        known = List.copyOf(known);
    }

    public static SyncState read(Database database, int repositoryId) {
        return database.read(sql -> read(sql, Brake.of(sql, "REPOSITORY", repositoryId), repositoryId));
    }

    // What an administrator keeps is not asked about again: it would be reported as gone each time.
    private static SyncState read(Sql sql, Brake brake, int repositoryId) throws SQLException {
        return new SyncState(
                sql.query("SELECT [NAME], [KNOWN_HEAD] FROM <BRANCH> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] <= 0 "
                        + "AND [KNOWN_HEAD] IS NOT NULL AND " + Brake.MAY_GO, row -> new Head(row.getString(1), row.getString(2)), repositoryId,
                        brake.kept()),
                sql.one("SELECT [NAME] FROM <BRANCH> WHERE [REPOSITORY_ID] = ? AND [GONE_AT] <= 0 AND [DEFAULT_BRANCH] = ? AND "
                        + Brake.MAY_GO, row -> row.getString(1), repositoryId, true, brake.kept()).orElse(""),
                sql.one("SELECT [SYNC_CURSOR] FROM <REPOSITORY> WHERE [ID] = ?",
                        row -> decode(row.getString(1)), repositoryId).orElseGet(() -> new byte[0]));
    }

    // A damaged cursor costs a new start, never the repository.
    private static byte[] decode(String base64) {
        try {
            return base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
