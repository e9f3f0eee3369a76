package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A history of exactly so many commits, branches and merge requests, for measurements: project {@code sized/cCOMMITS}.
 * The newest merge requests are open and have a branch each; the others were merged with a merge commit and their
 * branches deleted. Kept between runs, and the same from every run.
 */
final class SizedHistory {
    /** Branches include {@code main}. */
    record Size(int commits, int branches, int mergeRequests) {
        Size {
            if (branches < 1 || branches - 1 > mergeRequests || mergeRequests > commits / 4) {
                throw new IllegalArgumentException("A history needs a merge request for each branch but main, and four commits"
                        + " for each merge request, not " + commits + ":" + branches + ":" + mergeRequests);
            }
        }

        static Size parse(String text) {
            String[] parts = text.split(":");
            if (parts.length != 3) {
                throw new IllegalArgumentException("'" + text + "' is not COMMITS:BRANCHES:MERGE_REQUESTS");
            }
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    private static final int VERSION = 1;
    private static final long START = Instant.parse("2021-01-04T08:00:00Z").getEpochSecond();

    private final Size size;
    private final Random random = new Random(20_260_101);
    private final Phrases phrases = new Phrases(random, List.of("SIZE", "KEY"));
    private int made;

    private SizedHistory(Size size) {
        this.size = size;
    }

    static void add(World world, Path data, Size size) {
        String name = "c" + size.commits();
        Path gitDir = data.resolve("sized/" + name + ".git");
        Path stamp = gitDir.resolve("dvcs-made-from");
        try {
            String wanted = VERSION + " " + size;
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                Folders.delete(gitDir);
                Files.createDirectories(gitDir.getParent());
                FastImport.create(gitDir, "main", new SizedHistory(size)::write);
                Files.writeString(stamp, wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Instant last = Instant.ofEpochSecond(START + 60L * size.commits());
        Project project = world.add(world.group("sized"), name, gitDir, "main", Instant.ofEpochSecond(START), last);
        project.isPrivate = true;
        addMergeRequests(world, project);
    }

    private void write(FastImport history) throws IOException {
        int main = commit(history, "refs/heads/main", "Start of the project", List.of());
        int requests = 0;
        while (made < size.commits()) {
            boolean due = requests <= (long) size.mergeRequests() * made / size.commits();
            if (due && requests < size.mergeRequests() && size.commits() - made >= 3) {
                main = mergeRequest(history, ++requests, main);
            } else {
                main = commit(history, "refs/heads/main", phrases.message(), List.of(main));
            }
        }
    }

    /** @return the head of main after it */
    private int mergeRequest(FastImport history, int iid, int main) throws IOException {
        String ref = "refs/merge-requests/" + iid + "/head";
        int head = commit(history, ref, phrases.message(), List.of(commit(history, ref, phrases.message(), List.of(main))));
        if (iid > size.mergeRequests() - (size.branches() - 1)) {
            history.reset("refs/heads/" + branch(iid), head);
            return main;
        }
        return commit(history, "refs/heads/main", "Merge branch '" + branch(iid) + "' into 'main'\n", List.of(main, head));
    }

    private static String branch(long iid) {
        return "feature/SIZE-" + iid;
    }

    private int commit(FastImport history, String ref, String message, List<Integer> parents) throws IOException {
        String name = Phrases.PEOPLE.get(random.nextInt(Phrases.PEOPLE.size()));
        var signature = new FastImport.Signature(name, Phrases.mail(name), START + 60L * ++made, "+0100");
        return history.commit(ref, signature, signature, message.getBytes(StandardCharsets.UTF_8), null, parents);
    }

    /** Read from git, so that a repository that was kept has them too. */
    private static void addMergeRequests(World world, Project project) {
        Map<String, String> mergeOf = project.index.merges("main");
        User author = world.user("ada.berg", "Ada Berg");
        for (String line : Git.lines(project.gitDir, "for-each-ref", "--sort=version:refname",
                "--format=%(refname:lstrip=2) %(objectname) %(committerdate:unix) %(subject)", "refs/merge-requests/")) {
            String[] parts = line.split(" ", 4);
            long iid = Long.parseLong(parts[0].substring(0, parts[0].indexOf('/')));
            Instant when = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            String merge = mergeOf.get(parts[1]);
            project.mergeRequests.add(new MergeRequest(world.nextId(), iid, parts[3], "", merge == null ? "opened" : "merged", false,
                    branch(iid), "main", author, parts[1], merge, when, when));
        }
    }
}
