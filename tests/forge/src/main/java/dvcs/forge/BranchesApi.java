package dvcs.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** /projects/:id/repository/branches (gitlab.md, 2.3). */
final class BranchesApi {
    private static final Duration STALE = Duration.ofSeconds(30);
    /** What git check-ref-format(1) refuses. */
    private static final Pattern INVALID = Pattern.compile("^[-/]|[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|//|@\\{|[/.]$|\\.lock(/|$)|(^|/)\\.|^@$");

    private record Kept(Instant at, Answer answer) {}

    private final World world;
    private final Render render;
    private final Quirks quirks;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    BranchesApi(World world, Render render, Quirks quirks) {
        this.world = world;
        this.render = render;
        this.quirks = quirks;
    }

    Answer answer(Call call, Project project, List<String> path) {
        if (!path.isEmpty()) {
            return one(call, project, path.get(0));
        }
        if (!quirks.staleBranchLists()) {
            return list(call, project);
        }
        Instant now = world.now();
        String key = project.id + " " + call.link(Map.of());
        return kept.compute(key, (name, before) -> before != null && Duration.between(before.at(), now).compareTo(STALE) < 0
                ? before : new Kept(now, list(call, project))).answer();
    }

    private Answer list(Call call, Project project) {
        SortedMap<String, String> heads = project.index.branches();
        List<String> names = new ArrayList<>(heads.keySet().stream().filter(wanted(call)).toList());
        switch (call.text("sort", "name_asc")) {
            case "name_asc" -> { }
            case "updated_asc" -> names.sort(byTime(project, heads));
            case "updated_desc" -> names.sort(byTime(project, heads).reversed());
            default -> throw new Refusal(Answer.invalid("sort does not have a valid value"));
        }
        project.index.commits(names.stream().map(heads::get).toList());
        if (call.text("pagination", "").equals("keyset")) {
            String token = call.text("page_token", "");
            List<String> rest = names.stream().filter(name -> token.isEmpty() || name.compareTo(token) > 0).toList();
            return Paging.keyset(call, rest, "page_token", name -> name, name -> row(project, name, heads.get(name)));
        }
        Answer answer = Paging.offset(call, names, name -> row(project, name, heads.get(name)));
        return quirks.oldBranchPages() && call.page() == 1 ? answer.header("X-Next-Page", "2") : answer;
    }

    private static Comparator<String> byTime(Project project, SortedMap<String, String> heads) {
        return Comparator.<String>comparingLong(name -> project.index.commit(heads.get(name)).committed()).thenComparing(Comparator.naturalOrder());
    }

    private static Predicate<String> wanted(Call call) {
        String search = call.text("search", "");
        Predicate<String> found = search.startsWith("^") ? name -> name.startsWith(search.substring(1))
                : search.endsWith("$") ? name -> name.endsWith(search.substring(0, search.length() - 1)) : name -> name.contains(search);
        if (call.text("regex", "").isEmpty()) {
            return found;
        }
        try {
            return found.and(Pattern.compile(call.text("regex", "")).asPredicate());
        } catch (PatternSyntaxException e) {
            throw new Refusal(Answer.message(400, "Regex is invalid"));
        }
    }

    private Map<String, Object> row(Project project, String name, String head) {
        boolean merged = !name.equals(project.defaultBranch) && project.index.mergedInto(project.defaultBranch).contains(name);
        return render.branch(project, name, project.index.commit(head), merged);
    }

    private Answer one(Call call, Project project, String name) {
        if (INVALID.matcher(name).find()) {
            return Answer.message(400, "The branch refname is invalid");
        }
        String head = project.index.branches().get(name);
        if (call.method().equals("HEAD")) {
            return Answer.empty(head == null ? 404 : 204);
        }
        return head == null ? Answer.notFound("Branch") : Answer.ok(row(project, name, head));
    }
}
