package dvcs.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.forge.HookPayloads.Moved;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What happens becomes deliveries, by GitLab's rules (gitlab.md, 4.3). They go out one after the other on a thread of
 * their own, so that a slow receiver delays neither a push nor an answer. Close it last.
 */
final class HookEvents implements AutoCloseable {
    /** More changes of one kind in a push, and none of them is told. */
    private static final int MOST_CHANGES = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final Webhooks hooks;
    private final HookSender sender;
    private final HookPayloads payloads;
    private final Quirks quirks;
    private final ExecutorService line = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "forge-hooks");
        thread.setDaemon(true);
        return thread;
    });

    HookEvents(World world, Webhooks hooks, Quirks quirks, String externalUrl) {
        this.world = world;
        this.hooks = hooks;
        this.quirks = quirks;
        this.sender = new HookSender(world, quirks, externalUrl);
        this.payloads = new HookPayloads(externalUrl);
    }

    void pushed(Project project, List<Moved> moved, User user) {
        Map<String, List<Moved>> groups = moved.stream().collect(Collectors.groupingBy(each -> each.isTag() + each.action()));
        for (List<Moved> group : groups.values()) {
            if (group.size() <= MOST_CHANGES) {
                group.forEach(each -> pushed(project, each, user));
            }
        }
    }

    private void pushed(Project project, Moved moved, User user) {
        String event = moved.isTag() ? "tag_push_events" : "push_events";
        String header = moved.isTag() ? "Tag Push Hook" : "Push Hook";
        List<Webhook> hear = hooks.reaching(project).stream()
                .filter(hook -> hook.hears(event, moved.isTag() ? "" : moved.shortName())).toList();
        if (!hear.isEmpty()) {
            send(hear, header, event, text(payloads.push(project, moved, user)));
        }
    }

    /** {@code action}: open, update, close, reopen or merge. */
    void mergeRequest(Project project, MergeRequest request, String action, String oldHead, User user) {
        List<Webhook> hear = hooks.reaching(project).stream().filter(hook -> hook.hears("merge_requests_events", "")).toList();
        if (!hear.isEmpty()) {
            send(hear, "Merge Request Hook", "merge_requests_events",
                    text(payloads.mergeRequest(project, request, action, oldHead, user)));
        }
    }

    private void send(List<Webhook> hear, String header, String event, String body) {
        for (Webhook hook : hear) {
            String key = UUID.randomUUID().toString();
            line.execute(() -> {
                if (hook.executable(world.now())) {
                    for (int i = 0; i < quirks.hookCopies(); i++) {
                        sender.send(hook, header, event, body, key);
                    }
                }
            });
        }
    }

    /** Also to one that is stopped: success wakes it. */
    Webhook.Delivery test(Project project, Webhook hook) {
        String head = project.index.resolve(project.defaultBranch);
        List<String> last = project.index.list("--max-count=2", head == null ? project.index.branches().values().iterator().next() : head);
        Moved moved = new Moved("refs/heads/" + project.defaultBranch, last.size() > 1 ? last.get(1) : HookPayloads.NONE, last.get(0));
        return sender.send(hook, "Push Hook", "push_events", text(payloads.push(project, moved, world.user("root", "Administrator"))),
                UUID.randomUUID().toString());
    }

    Webhook.Delivery resend(Webhook hook, Webhook.Delivery sent) {
        return sender.send(hook, sent.headers().get("X-Gitlab-Event"), sent.trigger(), sent.body(), sent.key());
    }

    private static String text(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        line.shutdownNow();
    }
}
