package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merge requests and their keys. They change often, so this always looks first. */
final class MergeRequestTable {
    private static final String INSERT = "INSERT INTO <MERGE_REQUEST> ([TITLE], [STATE], [DRAFT], [SOURCE_BRANCH], "
            + "[TARGET_BRANCH], [AUTHOR], [AUTHOR_NAME], [UPDATED_AT], [WEB_URL], [HEAD_SHA], [MERGE_COMMIT_SHA], "
            + "[SQUASH_COMMIT_SHA], [GENERATION], [UNIQUE_HASH], [REPOSITORY_ID], [IID], [FIRST_SEEN], [APPROVED], "
            + "[DETAILS_DUE], [DETAILS_TRIES]) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE <MERGE_REQUEST> SET [TITLE] = ?, [STATE] = ?, [DRAFT] = ?, "
            + "[SOURCE_BRANCH] = ?, [TARGET_BRANCH] = ?, [AUTHOR] = ?, [AUTHOR_NAME] = ?, [UPDATED_AT] = ?, [WEB_URL] = ?, "
            + "[HEAD_SHA] = ?, [MERGE_COMMIT_SHA] = ?, [SQUASH_COMMIT_SHA] = ?, [GENERATION] = ? WHERE [UNIQUE_HASH] = ?";
    private static final String ASK_AGAIN =
            "UPDATE <MERGE_REQUEST> SET [DETAILS_DUE] = 0, [DETAILS_TRIES] = 0 WHERE [UNIQUE_HASH] IN (?*)";

    private final int repositoryId;
    private final int generation;
    private final long now;

    MergeRequestTable(int repositoryId, int generation, long now) {
        this.repositoryId = repositoryId;
        this.generation = generation;
        this.now = now;
    }

    static String hash(int repositoryId, long iid) {
        return Texts.hash("merge request", repositoryId, iid);
    }

    /** One that names no key any more goes away. */
    void merge(Sql sql, List<MergeRequestRow> requests) throws SQLException {
        Map<String, MergeRequestRow> rows = new LinkedHashMap<>();
        requests.forEach(request -> rows.put(hash(repositoryId, request.iid()), request));
        keepKeys(sql, rows);
        delete(sql, rows.values().stream().filter(row -> row.keys().isEmpty()).map(MergeRequestRow::iid).toList());
        rows.values().removeIf(row -> row.keys().isEmpty());

        Map<String, Long> there = new HashMap<>();
        sql.queryIn("SELECT [UNIQUE_HASH], [UPDATED_AT] FROM <MERGE_REQUEST> WHERE [UNIQUE_HASH] IN (?*)", rows.keySet(),
                row -> Map.entry(row.getString(1), row.getLong(2))).forEach(row -> there.put(row.getKey(), row.getValue()));
        Map<String, MergeRequestRow> known = new LinkedHashMap<>(rows);
        known.keySet().retainAll(there.keySet());
        Map<String, MergeRequestRow> missing = new LinkedHashMap<>(rows);
        missing.keySet().removeAll(there.keySet());
        sql.batch(INSERT, missing.entrySet(),
                entry -> parameters(entry, entry.getKey(), repositoryId, entry.getValue().iid(), now, false, 0L, 0));
        sql.batch(UPDATE, known.entrySet(), entry -> parameters(entry, entry.getKey()));
        List<KeyTable.Keys> keys = new ArrayList<>();
        rows.forEach((hash, row) -> keys.add(new KeyTable.Keys(hash, row.keys())));
        KeyTable.OF_MERGE_REQUESTS.replace(sql, repositoryId, keys);
        Map<String, List<ReviewerRow>> changed = new LinkedHashMap<>();
        rows.forEach((hash, row) -> {
            if (!Long.valueOf(row.updatedAt()).equals(there.get(hash))) {
                changed.put(hash, row.reviewers());
            }
        });
        new ReviewerTable(repositoryId).merge(sql, changed);
        sql.updateIn(ASK_AGAIN, changed.keySet());
    }

    /** Where not all of its commits could be read, the keys that are stored count as named still. */
    private static void keepKeys(Sql sql, Map<String, MergeRequestRow> rows) throws SQLException {
        List<String> open = rows.entrySet().stream().filter(entry -> !entry.getValue().keysComplete()).map(Map.Entry::getKey).toList();
        for (KeyTable.Keys stored : KeyTable.OF_MERGE_REQUESTS.of(sql, open)) {
            rows.computeIfPresent(stored.owner(), (hash, row) -> row.alsoNaming(stored.keys()));
        }
    }

    void delete(Sql sql, Collection<Long> iids) throws SQLException {
        List<String> hashes = iids.stream().map(iid -> hash(repositoryId, iid)).toList();
        KeyTable.OF_MERGE_REQUESTS.delete(sql, hashes);
        sql.updateIn("DELETE FROM <MERGE_REQUEST> WHERE [UNIQUE_HASH] IN (?*)", hashes);
        ReviewerTable.delete(sql, hashes); // last: whoever stores some holds the row that was just deleted
    }

    /** After a full reading: what it did not meet is gone, at most 500 at a time. False: none is left. */
    boolean sweep(Sql sql) throws SQLException {
        List<Long> iids = sql.page("SELECT [IID] FROM <MERGE_REQUEST> WHERE [REPOSITORY_ID] = ? AND [GENERATION] < ?",
                row -> row.getLong(1), 0, Departures.SLICE, repositoryId, generation);
        delete(sql, iids);
        return !iids.isEmpty();
    }

    private Object[] parameters(Map.Entry<String, MergeRequestRow> entry, Object... last) {
        MergeRequestRow row = entry.getValue();
        List<Object> all = new ArrayList<>(); // List.of refuses the nulls that stand for empty texts
        all.add(Texts.of(row.title()));
        all.add(Texts.cut(row.state(), 20));
        all.add(row.draft());
        all.add(Texts.of(row.sourceBranch()));
        all.add(Texts.of(row.targetBranch()));
        all.add(Texts.cut(row.author()));
        all.add(Texts.cut(row.authorName()));
        all.add(row.updatedAt());
        all.add(Texts.of(row.webUrl()));
        all.add(Texts.of(row.headSha()));
        all.add(Texts.of(row.mergeCommitSha()));
        all.add(Texts.of(row.squashCommitSha()));
        all.add(generation);
        all.addAll(List.of(last));
        return all.toArray();
    }
}
