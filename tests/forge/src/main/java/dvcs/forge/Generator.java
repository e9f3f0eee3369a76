package dvcs.forge;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The group {@code acme}: made-up projects, people and years, the same from every run and every clone. Keys stand in
 * every odd place that people put them; {@link OddCorners} holds what is legal but rare.
 */
final class Generator {
    /** How much: commits of the largest project. */
    enum Size {
        SMALL(60), DEMO(1500);

        final int commits;

        Size(int commits) {
            this.commits = commits;
        }
    }

    private record Plan(String path, List<String> keys, double share, boolean archived) {}

    private static final List<Plan> PLANS = List.of(
            new Plan("acme/webshop", List.of("SHOP", "KEY"), 1.0, false),
            new Plan("acme/billing", List.of("BILL", "KEY"), 0.6, false),
            new Plan("acme/mobile-app", List.of("APP", "SHOP"), 0.5, false),
            new Plan("acme/tools/build", List.of("OPS"), 0.3, false),
            new Plan("acme/tools/deploy", List.of("OPS", "KEY"), 0.3, false),
            new Plan("acme/legacy", List.of("KEY"), 0.2, true));

    private final World world;
    private final Path data;
    private final Size size;

    Generator(World world, Path data, Size size) {
        this.world = world;
        this.data = data;
        this.size = size;
    }

    void run() {
        long seed = 20_240_229;
        for (Plan plan : PLANS) {
            make(plan, seed++);
        }
        OddCorners.add(world, data);
        addEmpty();
    }

    private void make(Plan plan, long seed) {
        Namespace namespace = world.group(plan.path().substring(0, plan.path().lastIndexOf('/')));
        String name = plan.path().substring(plan.path().lastIndexOf('/') + 1);
        Path gitDir = data.resolve(plan.path() + ".git");
        GeneratedHistory history = new GeneratedHistory(seed, plan.keys(), Math.max(12, (int) (size.commits * plan.share())));
        FastImport.create(gitDir, "main", history::write);
        Project project = world.add(namespace, name, gitDir, "main", history.firstCommit(), history.lastCommit());
        project.archived = plan.archived();
        project.isPrivate = true;
        history.addMergeRequests(world, project);
    }

    private void addEmpty() {
        Path gitDir = data.resolve("acme/empty.git");
        FastImport.create(gitDir, "main", history -> {});
        Instant made = Instant.parse("2024-03-01T09:00:00Z");
        world.add(world.group("acme"), "empty", gitDir, "main", made, made);
    }
}
