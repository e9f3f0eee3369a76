package dvcs.forge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** /groups and /namespaces. */
final class GroupsApi {
    private final World world;
    private final Render render;
    private final WebhooksApi webhooks;

    GroupsApi(World world, Render render, WebhooksApi webhooks) {
        this.world = world;
        this.render = render;
        this.webhooks = webhooks;
    }

    Answer answer(Call call) {
        List<String> path = call.path();
        boolean anyKind = path.get(0).equals("namespaces");
        if (path.size() == 1) {
            return list(call, anyKind);
        }
        Namespace found = world.findNamespace(path.get(1))
                .filter(n -> anyKind || n.isGroup())
                .orElseThrow(() -> new Refusal(Answer.notFound(anyKind ? "Namespace" : "Group")));
        if (path.size() == 2) {
            return Answer.ok(anyKind ? render.namespace(found) : render.group(found));
        }
        return switch (path.get(2)) {
            case "projects" -> projects(call, found);
            case "hooks" -> webhooks.ofGroup(call, found, path.subList(3, path.size()));
            case "subgroups" -> groups(call, n -> n.parentId() == found.id());
            case "descendant_groups" -> groups(call, n -> found.contains(n) && n.id() != found.id());
            case "merge_requests" -> MergeRequestsApi.list(call, render, within(found, true).stream()
                    .filter(p -> !p.archived || !call.flag("non_archived", true)).toList());
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private Answer list(Call call, boolean anyKind) {
        if (anyKind) {
            String search = call.text("search", "");
            List<Namespace> all = world.namespaces().stream().filter(n -> n.fullPath().contains(search)).toList();
            return Paging.offset(call, all, render::namespace);
        }
        return groups(call, n -> !call.flag("top_level_only", false) || n.parentId() == 0);
    }

    private Answer groups(Call call, java.util.function.Predicate<Namespace> which) {
        List<Namespace> all = world.namespaces().stream()
                .filter(Namespace::isGroup)
                .filter(which)
                .sorted(Comparator.comparing(Namespace::name))
                .toList();
        return Paging.offset(call, all, render::group);
    }

    private List<Project> within(Namespace group, boolean deep) {
        return world.projects().stream()
                .filter(p -> deep ? group.contains(p.namespace) : p.namespace.id() == group.id())
                .toList();
    }

    /** Offset pages only: pagination=keyset is ignored here (trap 1). */
    private Answer projects(Call call, Namespace group) {
        List<Project> all = ProjectsApi.filtered(call, within(group, call.flag("include_subgroups", false)));
        return Paging.offset(call, all, p -> render.project(p, call.flag("simple", false)));
    }
}
