package dvcs.forge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All webhooks, by the project or group that they belong to. Thread-safe. */
final class Webhooks {
    /** Whose: a project's or a group's number; they come from one sequence. */
    private final Map<Long, Map<Long, Webhook>> owners = new LinkedHashMap<>();
    private final World world;

    Webhooks(World world) {
        this.world = world;
    }

    synchronized List<Webhook> of(long owner) {
        return List.copyOf(owners.getOrDefault(owner, Map.of()).values());
    }

    synchronized Optional<Webhook> find(long owner, long id) {
        return Optional.ofNullable(owners.getOrDefault(owner, Map.of()).get(id));
    }

    synchronized Webhook add(long owner) {
        Webhook hook = new Webhook(world.nextId(), world.now());
        owners.computeIfAbsent(owner, id -> new LinkedHashMap<>()).put(hook.id, hook);
        return hook;
    }

    synchronized boolean remove(long owner, long id) {
        return owners.getOrDefault(owner, new LinkedHashMap<>()).remove(id) != null;
    }

    /** The project's own, and those of every group above it. */
    List<Webhook> reaching(Project project) {
        List<Webhook> all = new ArrayList<>(of(project.id));
        world.namespaces().stream()
                .filter(group -> group.isGroup() && group.contains(project.namespace))
                .forEach(group -> all.addAll(of(group.id())));
        return all;
    }
}
