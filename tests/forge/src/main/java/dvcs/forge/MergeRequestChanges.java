package dvcs.forge;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Opens, renames, closes and reopens merge requests, and tells webhooks. Merging is left to those who make the world. */
final class MergeRequestChanges {
    private final World world;
    private final HookEvents events;

    MergeRequestChanges(World world, HookEvents events) {
        this.world = world;
        this.events = events;
    }

    Answer answer(Call call, Render render, Project project, List<String> path) {
        if (!call.token().scopes().contains("api")) {
            return Answer.json(403, Map.of("error", "insufficient_scope", "error_description",
                    "The request requires higher privileges than provided by the access token.", "scope", "api"));
        }
        if (path.isEmpty() && call.method().equals("POST")) {
            return open(call, render, project);
        }
        if (path.size() == 1 && call.method().equals("PUT")) {
            return change(call, render, project, path.get(0));
        }
        return Answer.json(404, Map.of("error", "404 Not Found"));
    }

    private Answer open(Call call, Render render, Project project) {
        Parameters given = call.parameters();
        for (String needed : List.of("source_branch", "target_branch", "title")) {
            if (!given.has(needed)) {
                return Answer.invalid(needed + " is missing");
            }
        }
        String source = given.text("source_branch", "");
        String head = project.index.branches().get(source);
        if (head == null) {
            return Answer.json(409, Map.of("message", List.of("The source branch does not exist")));
        }
        Instant now = world.now();
        MergeRequest opened;
        synchronized (project) {
            long iid = project.mergeRequests.stream().mapToLong(MergeRequest::iid).max().orElse(0) + 1;
            opened = new MergeRequest(world.nextId(), iid, given.text("title", ""), given.text("description", ""), "opened", false,
                    source, given.text("target_branch", ""), call.token().user(), head, null, now, now);
            Git.text(project.gitDir, "update-ref", "refs/merge-requests/" + iid + "/head", head);
            project.mergeRequests.add(opened);
        }
        events.mergeRequest(project, opened, "open", null, call.token().user());
        return Answer.json(201, render.mergeRequest(project, opened));
    }

    private Answer change(Call call, Render render, Project project, String iid) {
        Parameters given = call.parameters();
        String event = given.text("state_event", "");
        MergeRequest changed;
        synchronized (project) {
            MergeRequest known = project.mergeRequests.stream().filter(each -> Long.toString(each.iid()).equals(iid)).findFirst()
                    .orElseThrow(() -> new Refusal(Answer.message(404, "404 Not found")));
            String state = event.equals("close") ? "closed" : event.equals("reopen") ? "opened" : known.state();
            changed = known.changed(given.text("title", known.title()), given.text("description", known.description()), state, world.now());
            project.mergeRequests.set(project.mergeRequests.indexOf(known), changed);
        }
        events.mergeRequest(project, changed, event.isEmpty() ? "update" : event, null, call.token().user());
        return Answer.ok(render.mergeRequest(project, changed));
    }
}
