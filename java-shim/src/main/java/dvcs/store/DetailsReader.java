package dvcs.store;

import dvcs.api.Development;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Adds to commits the files that they changed, and to merge requests their reviewers. */
final class DetailsReader {
    /** Of so many commits, the newest, the page gets file names; of the others the numbers. */
    static final int COMMITS_WITH_FILES = 200;

    private DetailsReader() {}

    /** What was found, with the hash that its details refer to. */
    record Found<T>(String hash, T item) {}

    private record Line<T>(String owner, int ordinal, T item) {}

    static List<Development.Commit> withFiles(Sql sql, List<Found<Development.Commit>> commits) throws SQLException {
        Map<String, String> urls = new HashMap<>();
        commits.stream().filter(found -> found.item().changes().loaded()).limit(COMMITS_WITH_FILES)
                .forEach(found -> urls.put(found.hash(), found.item().url()));
        List<Line<Development.ChangedFile>> files = sql.queryIn("SELECT [COMMIT_HASH], [ORDINAL], [PATH], [OLD_PATH], "
                        + "[CHANGE_KIND], [ADDED_LINES], [REMOVED_LINES] FROM <CHANGED_FILE> WHERE [COMMIT_HASH] IN (?*)",
                urls.keySet(), row -> {
                    String path = Texts.orEmpty(row.getString(3));
                    return new Line<>(row.getString(1), row.getInt(2), new Development.ChangedFile(path,
                            Texts.orEmpty(row.getString(4)), Texts.orEmpty(row.getString(5)), row.getLong(6), row.getLong(7),
                            FileUrl.of(urls.get(row.getString(1)), path)));
                });
        Map<String, List<Development.ChangedFile>> byCommit = byOwner(files);
        return each(commits, found -> with(found.item(), byCommit.getOrDefault(found.hash(), List.of())));
    }

    static List<Development.MergeRequest> withReviewers(Sql sql, List<Found<Development.MergeRequest>> requests) throws SQLException {
        Map<String, List<Development.Reviewer>> byRequest = byOwner(sql.queryIn("SELECT [REQUEST_HASH], [ORDINAL], [USER_NAME], "
                        + "[DISPLAY_NAME], [REVIEW_STATE] FROM <REVIEWER> WHERE [REQUEST_HASH] IN (?*)",
                requests.stream().map(Found::hash).toList(), row -> new Line<>(row.getString(1), row.getInt(2),
                        new Development.Reviewer(Texts.orEmpty(row.getString(3)), Texts.orEmpty(row.getString(4)),
                                Texts.orEmpty(row.getString(5))))));
        return each(requests, found -> with(found.item(), byRequest.getOrDefault(found.hash(), List.of())));
    }

    private static <T> Map<String, List<T>> byOwner(List<Line<T>> lines) {
        List<Line<T>> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingInt(Line::ordinal));
        Map<String, List<T>> found = new HashMap<>();
        sorted.forEach(line -> found.computeIfAbsent(line.owner(), owner -> new ArrayList<>()).add(line.item()));
        return found;
    }

    // A list that can be changed: its reader sorts and cuts it.
    private static <T> List<T> each(List<Found<T>> found, Function<Found<T>, T> with) {
        return new ArrayList<>(found.stream().map(with).toList());
    }

    private static Development.Commit with(Development.Commit commit, List<Development.ChangedFile> files) {
        Development.Changes changes = commit.changes();
        return new Development.Commit(commit.sha(), commit.repository(), commit.repositoryUrl(), commit.url(), commit.authorName(),
                commit.authorEmail(), commit.authored(), commit.offsetMinutes(), commit.parents(), commit.message(),
                commit.messageCut(), new Development.Changes(changes.loaded(), changes.filesChanged(), changes.addedLines(),
                        changes.removedLines(), changes.complete(), files), commit.commands());
    }

    private static Development.MergeRequest with(Development.MergeRequest request, List<Development.Reviewer> reviewers) {
        return new Development.MergeRequest(request.iid(), request.repository(), request.url(), request.title(), request.state(),
                request.draft(), request.sourceBranch(), request.targetBranch(), request.author(), request.updated(),
                request.approved(), reviewers);
    }
}
