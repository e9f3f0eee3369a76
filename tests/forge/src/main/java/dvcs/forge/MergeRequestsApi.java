package dvcs.forge;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Merge requests of a project, a group or everything (gitlab.md, 3.1). Offset pages only. */
final class MergeRequestsApi {
    private record Row(Project project, MergeRequest request) {}

    private MergeRequestsApi() {}

    static Answer answer(Call call, Render render, Project project, List<String> path) {
        if (path.isEmpty()) {
            return list(call, render, List.of(project));
        }
        MergeRequest request = project.mergeRequests.stream()
                .filter(m -> Long.toString(m.iid()).equals(path.get(0)))
                .findFirst()
                .orElseThrow(() -> new Refusal(Answer.message(404, "404 Not found")));
        if (path.size() == 1) {
            return Answer.ok(render.mergeRequest(project, request));
        }
        return switch (path.get(1)) {
            case "commits" -> Paging.offset(call, commits(project, request), c -> render.commit(project, c));
            case "reviewers" -> Paging.offset(call, request.reviews(), render::reviewer);
            case "approvals" -> Answer.ok(render.approvals(request));
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    // GitLab keeps those of a merged one as they were when it was merged.
    private static List<GitCommit> commits(Project project, MergeRequest request) {
        String merge = request.mergeCommitSha();
        if (merge != null) {
            return project.index.commits(project.index.list(merge + "^2", "^" + merge + "^1"));
        }
        String head = project.index.resolve("refs/merge-requests/" + request.iid() + "/head");
        String target = project.index.resolve(request.targetBranch());
        if (head == null || target == null) {
            return List.of();
        }
        return project.index.commits(project.index.list(head, "^" + target));
    }

    static Answer list(Call call, Render render, Collection<Project> projects) {
        String state = call.text("state", "all");
        Instant after = ProjectsApi.date(call, "updated_after");
        Instant before = ProjectsApi.date(call, "updated_before");
        List<String> iids = call.query().getValuesOrEmpty("iids[]");
        List<Row> rows = projects.stream()
                .flatMap(p -> p.mergeRequests.stream().map(m -> new Row(p, m)))
                .filter(r -> state.equals("all") || r.request().state().equals(state))
                .filter(r -> after == null || !r.request().updatedAt().isBefore(after))
                .filter(r -> before == null || !r.request().updatedAt().isAfter(before))
                .filter(r -> iids.isEmpty() || iids.contains(Long.toString(r.request().iid())))
                .sorted(order(call))
                .toList();
        return Paging.offset(call, rows, r -> render.mergeRequest(r.project(), r.request()));
    }

    private static Comparator<Row> order(Call call) {
        Comparator<Row> order = switch (call.text("order_by", "created_at")) {
            case "updated_at" -> Comparator.comparing(r -> r.request().updatedAt());
            case "title" -> Comparator.comparing(r -> r.request().title());
            case "created_at", "merged_at", "priority", "label_priority", "milestone_due", "popularity" ->
                Comparator.comparing(r -> r.request().createdAt());
            default -> throw new Refusal(Answer.invalid("order_by does not have a valid value"));
        };
        Comparator<Row> stable = order.thenComparing(r -> r.request().id());
        return call.text("sort", "desc").equals("asc") ? stable : stable.reversed();
    }
}
