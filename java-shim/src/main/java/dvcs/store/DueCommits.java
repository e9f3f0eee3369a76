package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Commits whose smart commits are to be executed, and what else of the repositories decides about them. */
public final class DueCommits {
    private static final String DUE = "SELECT C.[UNIQUE_HASH], R.[ACCOUNT_ID], C.[REPOSITORY_ID], C.[SHA], C.[WEB_URL], "
            + "C.[AUTHOR_NAME], C.[AUTHOR_EMAIL], C.[AUTHORED_AT], C.[COMMITTED_AT], C.[PARENT_COUNT], C.[MESSAGE], "
            + "C.[MESSAGE_CUT], C.[FIRST_SEEN], R.[ARMED_AT], C.[COMMAND_STATE], R.[DISARM_REASON] "
            + "FROM <COMMIT> C JOIN <REPOSITORY> R ON R.[ID] = C.[REPOSITORY_ID] "
            + "WHERE C.[COMMAND_STATE] IN (?, ?) ORDER BY C.[AUTHORED_AT], C.[ID]";
    // Another commit of the same author and moment, with commands, that was there before this repository was armed: this one is
    // it, rebased. It may have been history, or withdrawn by an earlier disarming, while others executed it. What a fork that is
    // not armed has seen since says nothing about this repository.
    private static final String HISTORY = "SELECT C.[ID], C.[MESSAGE], C.[MESSAGE_CUT] FROM <COMMIT> C JOIN <COMMIT_KEY> K ON K.[COMMIT_HASH] = C.[UNIQUE_HASH] "
            + "WHERE K.[ISSUE_KEY] = ? AND C.[AUTHORED_AT] = ? AND C.[UNIQUE_HASH] <> ? AND (C.[COMMAND_STATE] = ? AND C.[REPOSITORY_ID] = ? "
            + "OR C.[COMMAND_STATE] = ? AND C.[FIRST_SEEN] < ? OR C.[COMMAND_STATE] <> ? AND C.[REPOSITORY_ID] = ? AND C.[FIRST_SEEN] < ?) ";
    private static final String BY_EMAIL = "AND LOWER(C.[AUTHOR_EMAIL]) = LOWER(?)";
    // As the commands' hash does.
    private static final String BY_NAME = "AND C.[AUTHOR_EMAIL] IS NULL AND LOWER(C.[AUTHOR_NAME]) = LOWER(?)";
    private static final String SQUASHES = "SELECT COUNT(*) FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ? "
            + "AND ([SQUASH_COMMIT_SHA] = ? OR [MERGE_COMMIT_SHA] = ?)";

    private final Database database;

    public DueCommits(Database database) {
        this.database = database;
    }

    /**
     * @param messageCut the message is longer than what is stored of it
     * @param armedAt of its repository; 0: it is not armed now
     * @param mark see {@link CommandMark}
     * @param withdrawn why it must not be executed, since its repository was disarmed; or empty
     */
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
            boolean messageCut,
            long firstSeen,
            long armedAt,
            int mark,
            String withdrawn) {}

    public boolean any() {
        return database.read(sql -> !sql.page("SELECT [ID] FROM <COMMIT> WHERE [COMMAND_STATE] IN (?, ?)", row -> row.getInt(1), 0, 1,
                CommandMark.DUE, CommandMark.WITHDRAWN).isEmpty());
    }

    /** Those that were authored first. */
    public List<Due> page(int start, int limit) {
        return database.read(sql -> sql.page(DUE, DueCommits::read, start, limit, CommandMark.DUE, CommandMark.WITHDRAWN));
    }

    /** {@code cut}: it is longer than {@code text}. */
    public record Message(String text, boolean cut) {}

    /** Of commits that name this issue and were there, with the same author and moment, before this one's repository was armed. */
    public List<Message> history(Due commit, String issueKey, int limit) {
        boolean named = commit.authorEmail().isEmpty();
        return database.read(sql -> sql.page(HISTORY + (named ? BY_NAME : BY_EMAIL) + " ORDER BY C.[ID]",
                row -> new Message(Texts.orEmpty(row.getString(2)), row.getBoolean(3)), 0, limit, issueKey, commit.authoredAt(), commit.hash(),
                CommandMark.HISTORY, commit.repositoryId(), CommandMark.HISTORY, commit.armedAt(), CommandMark.NONE, commit.repositoryId(),
                commit.armedAt(), named ? commit.authorName() : commit.authorEmail()));
    }

    /** The issue keys that its message names. */
    public List<String> keys(String hash) {
        return database.read(sql -> sql.query("SELECT [ISSUE_KEY] FROM <COMMIT_KEY> WHERE [COMMIT_HASH] = ?", row -> row.getString(1), hash));
    }

    /** Whether it is what became of a merge request. */
    public boolean endsMergeRequest(Due commit) {
        return database.read(sql -> sql.count(SQUASHES, commit.repositoryId(), commit.sha(), commit.sha())) > 0;
    }

    /**
     * @param begun when the last run of a repository began that ended well and did more than look at its heads
     * @param warning what it could not read, or empty
     */
    public record LastRun(long begun, String warning) {}

    /** Such a run has stored what the forge said about merge requests until it began; a look at the heads (VERIFIED_AT) asks for none. */
    public LastRun lastRun(int repositoryId) {
        return database.read(sql -> sql.one("SELECT [LAST_SYNC], [ERROR] FROM <REPOSITORY> WHERE [ID] = ?",
                row -> new LastRun(row.getLong(1), Texts.orEmpty(row.getString(2))), repositoryId)).orElse(new LastRun(0, ""));
    }

    private static Due read(ResultSet row) throws SQLException {
        return new Due(row.getString(1), row.getInt(2), row.getInt(3), Texts.orEmpty(row.getString(4)),
                Texts.orEmpty(row.getString(5)), Texts.orEmpty(row.getString(6)), Texts.orEmpty(row.getString(7)), row.getLong(8),
                row.getLong(9), row.getInt(10), Texts.orEmpty(row.getString(11)), row.getBoolean(12), row.getLong(13),
                row.getLong(14), row.getInt(15), withdrawn(row));
    }

    private static String withdrawn(ResultSet row) throws SQLException {
        if (row.getLong(14) > 0 && row.getInt(15) == CommandMark.DUE) {
            return "";
        }
        return why(row.getString(16));
    }

    /** Why a repository is not armed any more, as its row says; older rows don't. */
    static String why(String disarmReason) {
        return disarmReason == null || disarmReason.isEmpty() ? "Smart commits of the repository were switched off." : disarmReason;
    }
}
