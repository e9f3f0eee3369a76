package dvcs.forge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** /projects/:id/repository (gitlab.md, 2.1 to 2.3). */
final class RepositoryApi {
    private final Render render;
    private final Project project;
    private final BranchesApi branches;
    private final Signatures signatures;

    RepositoryApi(Render render, Project project, BranchesApi branches, Signatures signatures) {
        this.render = render;
        this.project = project;
        this.branches = branches;
        this.signatures = signatures;
    }

    Answer answer(Call call, List<String> path) {
        String what = path.isEmpty() ? "" : path.get(0);
        return switch (what) {
            case "branches" -> branches.answer(call, project, path.subList(1, path.size()));
            case "commits" -> path.size() == 1 ? commits(call) : commit(call, path.subList(1, path.size()));
            case "merge_base" -> mergeBase(call);
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private Answer commits(Call call) {
        String name = call.text("ref_name", "");
        if (name.startsWith("-") || name.chars().anyMatch(Character::isWhitespace)) {
            return Answer.message(400, "ref_name is invalid");
        }
        Instant since = ProjectsApi.date(call, "since");
        Instant until = ProjectsApi.date(call, "until");
        List<String> shas = new ArrayList<>(reachable(call, name));
        if (since != null || until != null) {
            shas.removeIf(sha -> {
                long committed = project.index.commit(sha).committed();
                return since != null && committed < since.getEpochSecond() || until != null && committed > until.getEpochSecond();
            });
        }
        return page(call, shas);
    }

    /** Object ids in git's own order; empty for what is not there, as GitLab answers it. */
    private List<String> reachable(Call call, String name) {
        if (call.flag("all", false)) {
            return project.index.listAll();
        }
        List<String> options = new ArrayList<>();
        if (call.text("order", "default").equals("topo")) {
            options.add("--topo-order");
        }
        if (call.flag("first_parent", false)) {
            options.add("--first-parent");
        }
        int dots = name.indexOf("..");
        String head = project.index.resolve(dots < 0 ? name.isEmpty() ? project.defaultBranch : name : name.substring(dots + 2));
        if (head == null) {
            return List.of();
        }
        if (!call.text("author", "").isEmpty()) {
            options.add("--author=" + call.text("author", ""));
        }
        options.add(head);
        if (dots >= 0) {
            String from = project.index.resolve(name.substring(0, dots));
            if (from == null) {
                return List.of();
            }
            options.add("^" + from);
        }
        if (!call.text("path", "").isEmpty()) {
            options.addAll(List.of("--", call.text("path", "")));
        }
        return project.index.list(options.toArray(String[]::new));
    }

    /** all=true: the limit applies before the reversal, so each page is oldest first (trap 3). */
    private Answer page(Call call, List<String> shas) {
        long start = Math.min((long) (call.page() - 1) * call.perPage(), shas.size());
        int end = (int) Math.min(start + call.perPage(), shas.size());
        project.index.commits(shas.subList((int) start, end));
        if (!call.flag("all", false)) {
            return Paging.offset(call, shas, sha -> render.commit(project, project.index.commit(sha)), false);
        }
        List<String> reversed = new ArrayList<>(shas);
        java.util.Collections.reverse(reversed.subList((int) start, end));
        return Paging.offset(call, reversed, sha -> render.commit(project, project.index.commit(sha)), false);
    }

    private Answer commit(Call call, List<String> path) {
        String sha = project.index.resolve(path.get(0));
        if (sha == null) {
            return Answer.notFound("Commit");
        }
        if (path.size() == 1) {
            Map<String, Object> json = render.commit(project, project.index.commit(sha));
            json.put("status", null);
            json.put("project_id", project.id);
            json.put("last_pipeline", null);
            if (call.flag("stats", true)) {
                json.put("stats", Diff.stats(project.gitDir, project.index.commit(sha)));
            }
            return Answer.ok(json);
        }
        return switch (path.get(1)) {
            case "refs" -> refs(call, sha);
            case "signature" -> signatures.answer(project, project.index.commit(sha));
            case "diff" -> Paging.offset(call, Diff.files(project.gitDir, project.index.commit(sha)), row -> row);
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private Answer refs(Call call, String sha) {
        String type = call.text("type", "all");
        List<Map<String, String>> rows = new ArrayList<>();
        if (!type.equals("tag")) {
            Git.lines(project.gitDir, "for-each-ref", "--contains=" + sha, "--format=%(refname:lstrip=2)", "refs/heads/")
                    .forEach(name -> rows.add(Map.of("type", "branch", "name", name)));
        }
        if (!type.equals("branch")) {
            Git.lines(project.gitDir, "for-each-ref", "--contains=" + sha, "--format=%(refname:lstrip=2)", "refs/tags/")
                    .forEach(name -> rows.add(Map.of("type", "tag", "name", name)));
        }
        return Paging.offset(call, rows, row -> row);
    }

    private Answer mergeBase(Call call) {
        List<String> names = call.query().getValuesOrEmpty("refs[]");
        if (names.size() < 2) {
            return Answer.message(400, "Provide at least 2 refs");
        }
        List<String> command = new ArrayList<>(List.of("merge-base"));
        for (String name : names) {
            String sha = project.index.resolve(name);
            if (sha == null) {
                return Answer.message(400, "Could not find ref: " + name);
            }
            command.add(sha);
        }
        try {
            String base = Git.text(project.gitDir, command.toArray(String[]::new)).strip();
            return Answer.ok(render.commit(project, project.index.commit(base)));
        } catch (IllegalStateException e) {
            return Answer.notFound("Merge Base");
        }
    }
}
