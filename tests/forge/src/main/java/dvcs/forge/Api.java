package dvcs.forge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitLab's REST v4, what the product uses of it. Answers are made from the repositories at each call. */
final class Api {
    static final String VERSION = "18.5.1-ee";

    private final World world;
    private final Render render;
    private final GroupsApi groups;
    private final ProjectsApi projects;

    Api(World world, Quirks quirks, Webhooks hooks, HookEvents events, String externalUrl) {
        this.world = world;
        this.render = new Render(externalUrl);
        WebhooksApi webhooks = new WebhooksApi(world, hooks, events, quirks);
        this.groups = new GroupsApi(world, render, webhooks);
        this.projects = new ProjectsApi(world, render, quirks, webhooks, new MergeRequestChanges(world, events));
    }

    Answer answer(Call call) {
        try {
            return route(call);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer route(Call call) {
        List<String> path = call.path();
        String root = path.isEmpty() ? "" : path.get(0);
        if (!call.token().mayAsk(root)) {
            throw new Refusal(Answer.json(403, Map.of("error", "insufficient_scope", "error_description",
                    "The request requires higher privileges than provided by the access token.", "scope", "api read_api")));
        }
        return switch (root) {
            case "metadata", "version" -> Answer.ok(metadata());
            case "user" -> Answer.ok(self(call));
            case "users" -> users(call);
            case "personal_access_tokens" -> tokenSelf(call);
            case "namespaces", "groups" -> groups.answer(call);
            case "projects", "merge_requests" -> projects.answer(call);
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private static Map<String, Object> metadata() {
        Map<String, Object> kas = new LinkedHashMap<>();
        kas.put("enabled", false);
        kas.put("externalUrl", null);
        kas.put("externalK8sProxyUrl", null);
        kas.put("version", null);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("revision", "4ae2f9c21f7");
        json.put("kas", kas);
        json.put("enterprise", true);
        return json;
    }

    private Map<String, Object> self(Call call) {
        Map<String, Object> json = render.user(call.token().user());
        json.put("email", call.token().user().username() + "@example.com");
        json.put("commit_email", call.token().user().username() + "@example.com");
        return json;
    }

    private Answer users(Call call) {
        if (call.path().size() == 1) {
            String name = call.text("username", "");
            return Answer.ok(world.user(name).map(render::user).map(List::of).orElse(List.of()));
        }
        User user = findUser(call.path().get(1));
        if (call.path().size() == 2) {
            return Answer.ok(render.user(user));
        }
        return projects.list(call, world.projects().stream()
                .filter(p -> !p.namespace.isGroup() && p.namespace.fullPath().equals(user.username()))
                .toList());
    }

    private User findUser(String idOrName) {
        return world.user(idOrName)
                .or(() -> idOrName.matches("\\d{1,18}") ? world.user(Long.parseLong(idOrName)) : java.util.Optional.empty())
                .orElseThrow(() -> new Refusal(Answer.notFound("User")));
    }

    private Answer tokenSelf(Call call) {
        Token token = call.token();
        if (token.oauth()) {
            return Answer.message(400, "400 Bad request - This endpoint requires token type to be a personal access token");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", token.user().id());
        json.put("name", "connector");
        json.put("revoked", false);
        json.put("created_at", "2026-01-01T00:00:00.000Z");
        json.put("description", null);
        json.put("scopes", token.scopes());
        json.put("user_id", token.user().id());
        json.put("last_used_at", null);
        json.put("active", true);
        json.put("expires_at", token.expires() == null ? null : token.expires().toString().substring(0, 10));
        return Answer.ok(json);
    }
}
