package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commits and their keys. One that left its branches stays as a tombstone for a while, and is revived when it comes back. */
final class CommitTable {
    private static final String INSERT = "INSERT INTO <COMMIT> ([REPOSITORY_ID], [UNIQUE_HASH], [SHA], [AUTHOR_NAME], "
            + "[AUTHOR_EMAIL], [AUTHORED_AT], [AUTHORED_OFFSET], [COMMITTER_NAME], [COMMITTER_EMAIL], [COMMITTED_AT], "
            + "[COMMITTED_OFFSET], [PARENT_COUNT], [MESSAGE], [MESSAGE_CUT], [WEB_URL], [FIRST_SEEN], [GENERATION], [GONE_AT], "
            + "[COMMAND_STATE], [HELD_AT], [VERIFIED], [DETAILS_DUE], [DETAILS_TRIES]) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)";
    // What a commit's sha covers can't change; the address, the decoding of its message and its generation can.
    private static final String UPDATE = "UPDATE <COMMIT> SET [MESSAGE] = ?, [MESSAGE_CUT] = ?, [WEB_URL] = ?, "
            + "[GENERATION] = ?, [GONE_AT] = 0, [HELD_AT] = 0 WHERE [UNIQUE_HASH] = ?";

    private final int repositoryId;
    private final int generation;
    private final long now;

    CommitTable(int repositoryId, int generation, long now) {
        this.repositoryId = repositoryId;
        this.generation = generation;
        this.now = now;
    }

    static String hash(int repositoryId, String sha) {
        return Texts.hash("commit", repositoryId, sha);
    }

    /** The fast way: a commit that is there already violates the unique hash. */
    void insert(Sql sql, List<CommitRow> commits) throws SQLException {
        insertRows(sql, byHash(commits));
    }

    /** The careful way: inserts what is missing, updates what is there. */
    void merge(Sql sql, List<CommitRow> commits) throws SQLException {
        Map<String, CommitRow> missing = byHash(commits);
        Set<String> there = new HashSet<>(sql.queryIn(
                "SELECT [UNIQUE_HASH] FROM <COMMIT> WHERE [UNIQUE_HASH] IN (?*)", missing.keySet(), row -> row.getString(1)));
        Map<String, CommitRow> known = new LinkedHashMap<>(missing);
        known.keySet().retainAll(there);
        missing.keySet().removeAll(there);
        insertRows(sql, missing);
        sql.batch(UPDATE, known.entrySet(), entry -> new Object[] {Texts.of(entry.getValue().message()),
            entry.getValue().messageCut(), Texts.of(entry.getValue().webUrl()), generation, entry.getKey()});
        KeyTable.OF_COMMITS.replace(sql, repositoryId, keys(known));
    }

    /** They left their branches: still shown until the run ends well; see {@link Departures}. */
    void leave(Sql sql, Collection<String> shas, Brake brake) throws SQLException {
        sql.batch("UPDATE <COMMIT> SET [GONE_AT] = ? WHERE [UNIQUE_HASH] = ? AND [GONE_AT] = 0 AND " + Brake.MAY_GO, shas,
                sha -> new Object[] {-now, hash(repositoryId, sha), brake.kept()});
    }

    private void insertRows(Sql sql, Map<String, CommitRow> commits) throws SQLException {
        if (commits.isEmpty()) {
            return;
        }
        boolean armed = sql.count("SELECT [ARMED_AT] FROM <REPOSITORY> WHERE [ID] = ?", repositoryId) > 0;
        sql.batch(INSERT, commits.entrySet(), entry -> parameters(entry.getKey(), entry.getValue(), armed));
        KeyTable.OF_COMMITS.insert(sql, repositoryId, keys(commits));
    }

    private Object[] parameters(String hash, CommitRow commit, boolean armed) {
        CommitRow.Signature author = commit.author();
        CommitRow.Signature committer = commit.committer();
        return new Object[] {repositoryId, hash, commit.sha(), Texts.cut(author.name()), Texts.cut(author.email()), author.at(),
            author.offsetMinutes(), Texts.cut(committer.name()), Texts.cut(committer.email()), committer.at(),
            committer.offsetMinutes(), commit.parentCount(), Texts.of(commit.message()), commit.messageCut(),
            Texts.of(commit.webUrl()), now, generation, 0L, CommandMark.of(commit.message(), armed)};
    }

    // A batch may name a commit twice (it is on two branches); the last one counts.
    private Map<String, CommitRow> byHash(List<CommitRow> commits) {
        Map<String, CommitRow> found = new LinkedHashMap<>();
        commits.forEach(commit -> found.put(hash(repositoryId, commit.sha()), commit));
        return found;
    }

    private static List<KeyTable.Keys> keys(Map<String, CommitRow> commits) {
        List<KeyTable.Keys> keys = new ArrayList<>();
        commits.forEach((hash, commit) -> keys.add(new KeyTable.Keys(hash, commit.keys())));
        return keys;
    }
}
