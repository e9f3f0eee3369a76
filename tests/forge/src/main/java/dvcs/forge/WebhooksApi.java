package dvcs.forge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code …/hooks} of projects and groups (gitlab.md, 4.1). */
final class WebhooksApi {
    private static final int MOST = 100;

    private final World world;
    private final Webhooks hooks;
    private final HookEvents sender;
    private final Quirks quirks;

    WebhooksApi(World world, Webhooks hooks, HookEvents sender, Quirks quirks) {
        this.world = world;
        this.hooks = hooks;
        this.sender = sender;
        this.quirks = quirks;
    }

    Answer ofProject(Call call, Project project, List<String> path) {
        return answer(call, project.id, project, path);
    }

    /** Free editions have no such route; whoever may not is told so in one word. */
    Answer ofGroup(Call call, Namespace group, List<String> path) {
        if (!quirks.groupHooks()) {
            return Answer.json(404, Map.of("error", "404 Not Found"));
        }
        Project example = world.projects().stream().filter(p -> group.contains(p.namespace)).findFirst().orElse(null);
        return answer(call, group.id(), example, path);
    }

    private Answer answer(Call call, long owner, Project project, List<String> path) {
        if (!call.token().scopes().contains("api")) {
            return Answer.json(403, Map.of("error", "insufficient_scope", "error_description",
                    "The request requires higher privileges than provided by the access token.", "scope", "api"));
        }
        if (!quirks.hooksAllowed()) {
            return Answer.message(403, "403 Forbidden");
        }
        if (path.isEmpty()) {
            return call.method().equals("POST") ? create(call, owner) : list(call, owner);
        }
        if (!path.get(0).matches("\\d{1,18}")) {
            return Answer.invalid("hook_id is invalid");
        }
        Webhook hook = hooks.find(owner, Long.parseLong(path.get(0))).orElseThrow(() -> new Refusal(Answer.message(404, "404 Not found")));
        return one(call, owner, project, hook, path.subList(1, path.size()));
    }

    private Answer one(Call call, long owner, Project project, Webhook hook, List<String> path) {
        String what = call.method() + (path.isEmpty() ? "" : " " + path.get(0));
        return switch (what) {
            case "GET" -> Answer.ok(render(owner, hook));
            case "PUT" -> change(call, owner, hook);
            case "DELETE" -> {
                hooks.remove(owner, hook.id);
                yield Answer.empty(204);
            }
            case "POST test" -> test(project, hook, path.size() > 1 ? path.get(1) : "");
            case "GET events" -> Paging.offset(call, hook.deliveries(), this::render);
            case "POST events" -> resend(hook, path);
            default -> Answer.json(404, Map.of("error", "404 Not Found"));
        };
    }

    private Answer list(Call call, long owner) {
        return Paging.offset(call, hooks.of(owner), hook -> render(owner, hook));
    }

    private Answer create(Call call, long owner) {
        if (!call.parameters().has("url")) {
            return Answer.invalid("url is missing");
        }
        checkUrl(call.parameters());
        if (hooks.of(owner).size() >= MOST) {
            return Answer.json(422, Map.of("message", Map.of("base", List.of("Maximum number of project hooks (100) exceeded"))));
        }
        Webhook hook = hooks.add(owner);
        hook.change(call.parameters(), quirks.signedHooks());
        return Answer.json(201, render(owner, hook));
    }

    private Answer change(Call call, long owner, Webhook hook) {
        if (call.parameters().isEmpty()) {
            return Answer.invalid("No parameters provided");
        }
        checkUrl(call.parameters());
        hook.change(call.parameters(), quirks.signedHooks());
        return Answer.ok(render(owner, hook));
    }

    private void checkUrl(Parameters given) {
        String url = given.text("url", "http://unchanged");
        if (!url.matches("https?://[^\\s/]+.*") || quirks.localHooksRefused() && url.matches("https?://(localhost|127\\.|10\\.).*")) {
            throw new Refusal(Answer.json(422, Map.of("error", "Invalid url given")));
        }
    }

    /** Waits for what comes of it. */
    private Answer test(Project project, Webhook hook, String trigger) {
        if (project == null || project.empty()) {
            return Answer.message(422, "Ensure the project has at least one commit.");
        }
        if (!Webhook.EVENTS.contains(trigger)) {
            return Answer.invalid("trigger does not have a valid value");
        }
        Webhook.Delivery delivery = sender.test(project, hook);
        return delivery.succeeded() ? Answer.message(201, "201 Created") : Answer.message(422, delivery.answer());
    }

    private Answer resend(Webhook hook, List<String> path) {
        if (path.size() != 3 || !path.get(2).equals("resend")) {
            return Answer.json(404, Map.of("error", "404 Not Found"));
        }
        Webhook.Delivery sent = hook.deliveries().stream()
                .filter(each -> Long.toString(each.id()).equals(path.get(1)))
                .findFirst()
                .orElseThrow(() -> new Refusal(Answer.message(404, "404 Not found")));
        return Answer.json(201, Map.of("response_status", sender.resend(hook, sent).status()));
    }

    private Map<String, Object> render(long owner, Webhook hook) {
        boolean project = world.findProject(Long.toString(owner)).isPresent();
        return hook.render(world.now(), project ? owner : 0, quirks.signedHooks());
    }

    private Map<String, Object> render(Webhook.Delivery delivery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", delivery.id());
        json.put("trigger", delivery.trigger());
        json.put("request_headers", delivery.headers());
        json.put("request_data", delivery.body());
        json.put("response_headers", Map.of());
        json.put("response_body", delivery.answer());
        json.put("execution_duration", delivery.seconds());
        json.put("response_status", delivery.status());
        return json;
    }
}
