package dvcs.forge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** /projects and what lies below it. */
final class ProjectsApi {
    private final World world;
    private final Render render;

    private final BranchesApi branches;
    private final WebhooksApi webhooks;
    private final MergeRequestChanges changes;

    ProjectsApi(World world, Render render, Quirks quirks, WebhooksApi webhooks, MergeRequestChanges changes) {
        this.world = world;
        this.render = render;
        this.webhooks = webhooks;
        this.changes = changes;
        this.branches = new BranchesApi(world, render, quirks);
    }

    /** A path that the project has left (gitlab.md, section 8): reading is redirected to the number, changes are refused. */
    private Refusal elsewhere(Call call) {
        Project project = world.findMoved(call.path().get(1)).orElse(null);
        if (project == null) {
            return new Refusal(Answer.notFound("Project"));
        }
        if (!call.method().equals("GET")) {
            return new Refusal(Answer.message(405, "Non GET methods are not allowed for moved projects"));
        }
        String location = call.link(Map.of()).replaceFirst("/projects/[^/?]+", "/projects/" + project.id).replaceFirst("\\?$", "");
        return new Refusal(Answer.text(301, "text/plain", "This resource has been moved permanently to " + location).header("Location", location));
    }

    Answer answer(Call call) {
        List<String> path = call.path();
        if (path.get(0).equals("merge_requests")) {
            return MergeRequestsApi.list(call, render, world.projects());
        }
        if (path.size() == 1) {
            return list(call, world.projects());
        }
        Project project = world.findProject(path.get(1)).orElseThrow(() -> elsewhere(call));
        if (path.size() == 2) {
            return Answer.ok(withPermissions(render.project(project, false)));
        }
        return switch (path.get(2)) {
            case "repository" -> new RepositoryApi(render, project, branches, world.signatures()).answer(call, path.subList(3, path.size()));
            case "hooks" -> webhooks.ofProject(call, project, path.subList(3, path.size()));
            case "merge_requests" -> call.method().equals("GET")
                    ? MergeRequestsApi.answer(call, render, project, path.subList(3, path.size()))
                    : changes.answer(call, render, project, path.subList(3, path.size()));
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private static Map<String, Object> withPermissions(Map<String, Object> json) {
        Map<String, Object> permissions = new LinkedHashMap<>();
        permissions.put("project_access", null);
        permissions.put("group_access", Map.of("access_level", 40, "notification_level", 3));
        json.put("permissions", permissions);
        return json;
    }

    /** Keyset by id when asked for, else offset. */
    Answer list(Call call, Collection<Project> projects) {
        boolean simple = call.flag("simple", false);
        if (!call.text("pagination", "").equals("keyset")) {
            return Paging.offset(call, filtered(call, projects), p -> withPermissions(render.project(p, simple)));
        }
        if (!call.text("order_by", "created_at").equals("id")) {
            throw new Refusal(Answer.json(405, Map.of("error", "Keyset pagination is not yet available for this type of request")));
        }
        boolean ascending = call.text("sort", "desc").equals("asc");
        String parameter = ascending ? "id_after" : "id_before";
        return Paging.keyset(call, filtered(call, projects), parameter, p -> Long.toString(p.id),
                p -> withPermissions(render.project(p, simple)));
    }

    static List<Project> filtered(Call call, Collection<Project> projects) {
        String archived = call.text("archived", "");
        String search = call.text("search", "").toLowerCase(java.util.Locale.ROOT);
        Instant after = date(call, "last_activity_after");
        Instant before = date(call, "last_activity_before");
        if (!call.text("updated_after", call.text("updated_before", "")).isEmpty() && !call.text("order_by", "updated_at").equals("updated_at")) {
            throw new Refusal(Answer.message(400, "400 Bad request - `updated_at` filter and `updated_at` sorting must be paired"));
        }
        long idAfter = number(call, "id_after", 0);
        long idBefore = number(call, "id_before", Long.MAX_VALUE);
        return projects.stream()
                .filter(p -> archived.isEmpty() || Boolean.toString(p.archived).equals(archived))
                .filter(p -> p.name.toLowerCase(java.util.Locale.ROOT).contains(search))
                .filter(p -> after == null || !p.lastActivity().isBefore(after))
                .filter(p -> before == null || !p.lastActivity().isAfter(before))
                .filter(p -> p.id > idAfter && p.id < idBefore)
                .sorted(order(call))
                .toList();
    }

    private static Comparator<Project> order(Call call) {
        Comparator<Project> byId = Comparator.comparingLong(p -> p.id);
        Comparator<Project> order = switch (call.text("order_by", "created_at")) {
            case "id", "created_at" -> byId;
            case "name" -> Comparator.<Project, String>comparing(p -> p.name).thenComparing(byId);
            case "path" -> Comparator.<Project, String>comparing(p -> p.path).thenComparing(byId);
            case "updated_at", "last_activity_at" -> Comparator.comparing(Project::lastActivity).thenComparing(byId);
            case "similarity", "star_count" -> byId;
            default -> throw new Refusal(Answer.invalid("order_by does not have a valid value"));
        };
        return switch (call.text("sort", "desc")) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default -> throw new Refusal(Answer.invalid("sort does not have a valid value"));
        };
    }

    private static long number(Call call, String name, long otherwise) {
        try {
            return Long.parseLong(call.text(name, Long.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new Refusal(Answer.invalid(name + " is invalid"));
        }
    }

    /** A date parameter or null; GitLab's sentence when it is none. */
    static Instant date(Call call, String name) {
        String value = call.text(name, "");
        if (value.isEmpty()) {
            return null;
        }
        try {
            return value.length() == 10 ? Instant.parse(value + "T00:00:00Z") : OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal(Answer.invalid(name + " is invalid"));
        }
    }
}
