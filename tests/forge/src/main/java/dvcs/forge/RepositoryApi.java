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

    RepositoryApi(Render render, Project project) {
        this.render = render;
        this.project = project;
    }

    Answer answer(Call call, List<String> path) {
        String what = path.isEmpty() ? "" : path.get(0);
        return switch (what) {
            case "branches" -> path.size() > 1 ? branch(call, path.get(1)) : branches(call);
            case "commits" -> path.size() == 1 ? commits(call) : commit(call, path.subList(1, path.size()));
            case "merge_base" -> mergeBase(call);
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private Set<String> merged() {
        if (!project.index.branches().containsKey(project.defaultBranch)) {
            return Set.of();
        }
        return new HashSet<>(Git.lines(project.gitDir, "for-each-ref", "--merged=refs/heads/" + project.defaultBranch,
                "--format=%(refname:lstrip=2)", "refs/heads/"));
    }

    private Map<String, Object> render(Map.Entry<String, String> branch, Set<String> merged) {
        return render.branch(project, branch.getKey(), project.index.commit(branch.getValue()),
                merged.contains(branch.getKey()) && !branch.getKey().equals(project.defaultBranch));
    }

    private Answer branches(Call call) {
        SortedMap<String, String> heads = project.index.branches();
        Set<String> merged = merged();
        String search = call.text("search", "");
        String token = call.text("page_token", "");
        List<Map.Entry<String, String>> rows = heads.entrySet().stream()
                .filter(e -> e.getKey().contains(search))
                .filter(e -> token.isEmpty() || e.getKey().compareTo(token) > 0)
                .toList();
        if (call.text("pagination", "").equals("keyset")) {
            return Paging.keyset(call, rows, "page_token", Map.Entry::getKey, e -> render(e, merged));
        }
        return Paging.offset(call, rows, e -> render(e, merged));
    }

    private Answer branch(Call call, String name) {
        if (name.contains(" ") || name.contains("..") || name.startsWith("-")) {
            return Answer.message(400, "The branch refname is invalid");
        }
        SortedMap<String, String> heads = project.index.branches();
        boolean there = heads.containsKey(name);
        if (call.method().equals("HEAD")) {
            return Answer.empty(there ? 204 : 404);
        }
        if (!there) {
            return Answer.notFound("Branch");
        }
        return Answer.ok(render(Map.entry(name, heads.get(name)), merged()));
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
            return Git.lines(project.gitDir, "rev-list", "--all");
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
        options.add(head);
        if (dots >= 0) {
            String from = project.index.resolve(name.substring(0, dots));
            if (from == null) {
                return List.of();
            }
            options.add("^" + from);
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
                json.put("stats", Map.of("additions", 0, "deletions", 0, "total", 0));
            }
            return Answer.ok(json);
        }
        return switch (path.get(1)) {
            case "refs" -> refs(call, sha);
            case "diff" -> Paging.offset(call, List.of(), row -> row);
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
            return Answer.invalid("Provide at least 2 refs");
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
