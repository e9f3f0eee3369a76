package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reviewers of merge requests. */
final class ReviewerTable {
    private static final String INSERT = "INSERT INTO <REVIEWER> ([REPOSITORY_ID], [REQUEST_HASH], [ORDINAL], [USER_NAME], "
            + "[DISPLAY_NAME], [REVIEW_STATE]) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UNKNOWN = "unknown";

    private final int repositoryId;

    ReviewerTable(int repositoryId) {
        this.repositoryId = repositoryId;
    }

    private record Line(String request, int ordinal, ReviewerRow reviewer) {}

    private record State(String request, String user, String state) {}

    /** A list does not say how reviewers stand: what is known of them stays until it was asked again. */
    void merge(Sql sql, Map<String, List<ReviewerRow>> requests) throws SQLException {
        Map<String, String> known = new HashMap<>();
        sql.queryIn("SELECT [REQUEST_HASH], [USER_NAME], [REVIEW_STATE] FROM <REVIEWER> WHERE [REQUEST_HASH] IN (?*)",
                requests.keySet(), row -> new State(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(state -> known.put(state.request() + state.user(), state.state()));
        Map<String, List<ReviewerRow>> merged = new HashMap<>();
        requests.forEach((request, reviewers) -> merged.put(request, reviewers.stream()
                .map(each -> each.state().equals(UNKNOWN) ? new ReviewerRow(each.user(), each.name(),
                        known.getOrDefault(request + Texts.cut(each.user()), UNKNOWN)) : each)
                .toList()));
        replace(sql, merged);
    }

    void replace(Sql sql, Map<String, List<ReviewerRow>> requests) throws SQLException {
        delete(sql, requests.keySet());
        List<Line> lines = new ArrayList<>();
        requests.forEach((request, reviewers) -> {
            for (ReviewerRow reviewer : reviewers) {
                lines.add(new Line(request, lines.size(), reviewer));
            }
        });
        sql.batch(INSERT, lines, line -> new Object[] {repositoryId, line.request(), line.ordinal(),
            Texts.cut(line.reviewer().user()), Texts.cut(line.reviewer().name()), Texts.cut(line.reviewer().state(), 20)});
    }

    static void delete(Sql sql, Collection<String> requests) throws SQLException {
        sql.updateIn("DELETE FROM <REVIEWER> WHERE [REQUEST_HASH] IN (?*)", requests);
    }
}
