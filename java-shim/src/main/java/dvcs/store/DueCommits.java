package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Commits whose smart commits are to be executed, and what else of the repositories decides about them. */
public final class DueCommits {
    private static final String DUE = "SELECT C.[UNIQUE_HASH], R.[ACCOUNT_ID], C.[REPOSITORY_ID], C.[SHA], C.[WEB_URL], "
            + "C.[AUTHOR_NAME], C.[AUTHOR_EMAIL], C.[AUTHORED_AT], C.[COMMITTED_AT], C.[PARENT_COUNT], C.[MESSAGE], "
            + "R.[ARMED_AT], C.[FIRST_SEEN] FROM <COMMIT> C JOIN <REPOSITORY> R ON R.[ID] = C.[REPOSITORY_ID] "
            + "WHERE C.[COMMAND_STATE] = ? ORDER BY C.[AUTHORED_AT], C.[ID]";
    // A commit of the same author and moment that was there before its repository was armed: this one is it, rebased.
    private static final String HISTORY = "SELECT COUNT(*) FROM <COMMIT> C JOIN <COMMIT_KEY> K ON K.[COMMIT_HASH] = C.[UNIQUE_HASH] "
            + "WHERE K.[ISSUE_KEY] = ? AND C.[AUTHORED_AT] = ? AND C.[COMMAND_STATE] = ? AND LOWER(C.[AUTHOR_EMAIL]) = LOWER(?)";
    private static final String SQUASHES = "SELECT COUNT(*) FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ? "
            + "AND ([SQUASH_COMMIT_SHA] = ? OR [MERGE_COMMIT_SHA] = ?)";

    private static final long VERIFIED = 1;

    private final Database database;

    public DueCommits(Database database) {
        this.database = database;
    }

    /** {@code armed}: whether its repository is, now. */
    public record Due(
            String hash,
            int accountId,
            int repositoryId,
            String sha,
            String url,
            String authorName,
            String authorEmail,
            long authoredAt,
            long committedAt,
            int parents,
            String message,
            boolean armed,
            long firstSeen) {}

    public boolean any() {
        return database.read(sql -> !sql.page("SELECT [ID] FROM <COMMIT> WHERE [COMMAND_STATE] = ?", row -> row.getInt(1), 0, 1,
                CommandMark.DUE).isEmpty());
    }

    /** Those that were authored first. */
    public List<Due> page(int limit) {
        return database.read(sql -> sql.page(DUE, DueCommits::read, 0, limit, CommandMark.DUE));
    }

    /** Whether a commit that names this issue was there, with the same author and moment, when its repository was not armed. */
    public boolean isHistory(Due commit, String issueKey) {
        return database.read(sql -> sql.count(HISTORY, issueKey, commit.authoredAt(), CommandMark.HISTORY, commit.authorEmail())) > 0;
    }

    /** Whether it is what became of a merge request. */
    public boolean endsMergeRequest(Due commit) {
        return database.read(sql -> sql.count(SQUASHES, commit.repositoryId(), commit.sha(), commit.sha())) > 0;
    }

    /** Whether the forge vouches for its author. */
    public boolean isVerified(String hash) {
        return database.read(sql -> sql.count("SELECT [VERIFIED] FROM <COMMIT> WHERE [UNIQUE_HASH] = ?", hash)) == VERIFIED;
    }

    /** Nothing of it is executed: its repository is not armed any more. */
    public void leaveToHistory(Lease lease, Due commit) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [UNIQUE_HASH] = ? AND [COMMAND_STATE] = ?",
                    CommandMark.HISTORY, commit.hash(), CommandMark.DUE);
        });
    }

    private static Due read(ResultSet row) throws SQLException {
        return new Due(row.getString(1), row.getInt(2), row.getInt(3), Texts.orEmpty(row.getString(4)),
                Texts.orEmpty(row.getString(5)), Texts.orEmpty(row.getString(6)), Texts.orEmpty(row.getString(7)), row.getLong(8),
                row.getLong(9), row.getInt(10), Texts.orEmpty(row.getString(11)), row.getLong(12) > 0, row.getLong(13));
    }
}
