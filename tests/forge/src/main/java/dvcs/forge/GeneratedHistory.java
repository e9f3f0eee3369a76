package dvcs.forge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One project's years: a main branch, features merged into it, features left open, releases. Deterministic. */
final class GeneratedHistory {
    private static final long START = Instant.parse("2021-01-04T08:00:00Z").getEpochSecond();
    private static final List<String> OFFSETS = List.of("+0000", "+0100", "+0200", "-0500", "-0730", "+0530", "+0900");

    /** A feature branch and what became of it. */
    private record Feature(String branch, String title, int head, int merge, long seconds, int author) {}

    private final Random random;
    private final Phrases phrases;
    private final int commits;
    private final List<Feature> features = new ArrayList<>();
    private long clock = START;

    GeneratedHistory(long seed, List<String> projectKeys, int commits) {
        this.random = new Random(seed);
        this.phrases = new Phrases(random, projectKeys);
        this.commits = commits;
    }

    Instant firstCommit() {
        return Instant.ofEpochSecond(START);
    }

    Instant lastCommit() {
        return Instant.ofEpochSecond(clock);
    }

    void write(FastImport history) throws IOException {
        int main = commit(history, "refs/heads/main", "Start of the project", List.of());
        for (int made = 1; made < commits; made++) {
            int kind = random.nextInt(100);
            if (kind < 12) {
                main = feature(history, main, random.nextInt(4) > 0);
            } else if (kind < 14) {
                history.reset("refs/heads/release/" + (1 + made * 10 / commits) + "." + made, main);
            } else {
                main = commit(history, "refs/heads/main", phrases.message(), List.of(main));
            }
        }
    }

    private int feature(FastImport history, int main, boolean merged) throws IOException {
        String title = phrases.subject();
        String branch = phrases.branch(features.size());
        String ref = "refs/heads/" + branch;
        int head = commit(history, ref, title, List.of(main));
        for (int i = random.nextInt(4); i > 0; i--) {
            head = commit(history, ref, phrases.message(), List.of(head));
        }
        int author = random.nextInt(Phrases.PEOPLE.size());
        int merge = 0;
        if (merged) {
            merge = commit(history, "refs/heads/main", "Merge branch '" + branch + "' into 'main'\n\n" + title + "\n", List.of(main, head));
        }
        features.add(new Feature(branch, title, head, merge, clock, author));
        if (!merged || features.size() % 3 != 0) {
            history.reset("refs/merge-requests/" + features.size() + "/head", head);
        }
        return merged ? merge : main;
    }

    private int commit(FastImport history, String ref, String message, List<Integer> parents) throws IOException {
        clock += 600 + random.nextInt(2 * 365 * 24 * 3600 / Math.max(commits, 50));
        int person = random.nextInt(Phrases.PEOPLE.size());
        FastImport.Signature author = signature(person, clock - random.nextInt(600));
        FastImport.Signature committer = random.nextInt(8) == 0 ? signature((person + 1) % Phrases.PEOPLE.size(), clock) : signature(person, clock);
        return history.commit(ref, author, committer, message.getBytes(StandardCharsets.UTF_8), null, parents);
    }

    private static FastImport.Signature signature(int person, long seconds) {
        String name = Phrases.PEOPLE.get(person);
        return new FastImport.Signature(name, Phrases.mail(name), seconds, OFFSETS.get(person % OFFSETS.size()));
    }

    /** One merge request a feature: merged, open, or closed. */
    void addMergeRequests(World world, Project project) {
        var heads = project.index.branches();
        var merges = project.index.merges("main");
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            String sha = heads.getOrDefault(feature.branch(), null);
            boolean merged = feature.merge() > 0;
            String state = merged ? "merged" : i % 5 == 0 ? "closed" : "opened";
            String name = Phrases.PEOPLE.get(feature.author());
            User author = world.user(Phrases.userName(name), name);
            Instant when = Instant.ofEpochSecond(feature.seconds());
            project.mergeRequests.add(new MergeRequest(world.nextId(), i + 1L, feature.title(),
                    phrases.description(), state, !merged && i % 4 == 0, feature.branch(), "main", author, sha, merged ? merges.get(sha) : null,
                    when.minusSeconds(3600), when));
        }
    }
}
