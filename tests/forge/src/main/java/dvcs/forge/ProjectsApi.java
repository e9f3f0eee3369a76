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

    ProjectsApi(World world, Render render) {
        this.world = world;
        this.render = render;
    }

    Answer answer(Call call) {
        List<String> path = call.path();
        if (path.get(0).equals("merge_requests")) {
            return MergeRequestsApi.list(call, render, world.projects());
        }
        if (path.size() == 1) {
            return list(call, world.projects());
        }
        Project project = world.findProject(path.get(1)).orElseThrow(() -> new Refusal(Answer.notFound("Project")));
        if (path.size() == 2) {
            return Answer.ok(withPermissions(render.project(project, false)));
        }
        return switch (path.get(2)) {
            case "repository" -> new RepositoryApi(render, project).answer(call, path.subList(3, path.size()));
            case "merge_requests" -> MergeRequestsApi.answer(call, render, project, path.subList(3, path.size()));
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
        long idAfter = Long.parseLong(call.text("id_after", "0"));
        long idBefore = Long.parseLong(call.text("id_before", Long.toString(Long.MAX_VALUE)));
        return projects.stream()
                .filter(p -> archived.isEmpty() || Boolean.toString(p.archived).equals(archived))
                .filter(p -> p.name.toLowerCase(java.util.Locale.ROOT).contains(search))
                .filter(p -> after == null || !p.lastActivity().isBefore(after))
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
