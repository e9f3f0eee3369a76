package dvcs.forge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository's commits, parsed once, and the answers of {@code git rev-list}, kept by object ids: a page of an
 * import costs no process. References are compared with the disk at each question, so a push is seen at once.
 * Thread-safe.
 */
final class RepoIndex {
    private static final int MAX_LISTS = 64;

    final Path gitDir;
    private final Map<String, GitCommit> commits = new HashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > MAX_LISTS;
        }
    };

    private final Map<String, Set<String>> merged = new HashMap<>();
    private References references;

    RepoIndex(Path gitDir) {
        this.gitDir = gitDir;
    }

    synchronized References references() {
        if (references == null || !references.stillHold(gitDir)) {
            References now = References.read(gitDir);
            if (references == null || !references.commits().equals(now.commits())) {
                merged.clear();
            }
            references = now;
        }
        return references;
    }

    /** Branch name to head, sorted by name. Names are whatever bytes git holds, read as UTF-8. */
    SortedMap<String, String> branches() {
        return references().branches();
    }

    /** Names of the branches that this one has taken in; empty if it does not exist. */
    synchronized Set<String> mergedInto(String branch) {
        String head = branches().get(branch);
        if (head == null) {
            return Set.of();
        }
        return merged.computeIfAbsent(head, sha -> Set.copyOf(
                Git.lines(gitDir, "for-each-ref", "--merged=" + sha, "--format=%(refname:lstrip=2)", "refs/heads/")));
    }

    /** The merge commits of a branch by the heads that they took in. */
    Map<String, String> merges(String branch) {
        Map<String, String> mergeOf = new HashMap<>();
        for (String line : Git.lines(gitDir, "rev-list", "--merges", "--parents", branch)) {
            String[] ids = line.split(" ");
            mergeOf.put(ids[2], ids[0]);
        }
        return mergeOf;
    }

    /** The commit that a name (branch, tag, sha, abbreviated sha) means, or null. */
    String resolve(String name) {
        if (name.matches("[0-9a-f]{40}|[0-9a-f]{64}") && known(name)) {
            return name;
        }
        Map<String, String> names = references().commits();
        for (String form : List.of("refs/heads/" + name, "refs/tags/" + name, name)) {
            if (names.containsKey(form)) {
                return names.get(form);
            }
        }
        if (!name.equals("HEAD") && !name.matches("[0-9a-f]{7,64}")) {
            return null;
        }
        try {
            return Git.text(gitDir, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}").strip();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Everything that any reference reaches, as {@code git log --all} lists it. */
    List<String> listAll() {
        Map<String, String> heads = references().commits();
        return heads.isEmpty() ? List.of() : kept("--all at " + heads, "rev-list", "--all");
    }

    private synchronized boolean known(String sha) {
        return commits.containsKey(sha);
    }

    /** What {@code git rev-list} says for these arguments, which must name object ids, in its own order. */
    List<String> list(String... arguments) {
        List<String> command = new ArrayList<>(List.of("rev-list"));
        command.addAll(List.of(arguments));
        return kept(String.join(" ", arguments), command.toArray(String[]::new));
    }

    private List<String> kept(String key, String... command) {
        synchronized (this) {
            List<String> kept = lists.get(key);
            if (kept != null) {
                return kept;
            }
        }
        List<String> shas = Git.lines(gitDir, command);
        synchronized (this) {
            lists.put(key, shas);
        }
        return shas;
    }

    /** The commits of these ids, in this order; unknown ones are read from the repository first. */
    synchronized List<GitCommit> commits(List<String> shas) {
        List<String> missing = shas.stream().filter(sha -> !commits.containsKey(sha)).toList();
        if (!missing.isEmpty()) {
            read(missing.size() > 200 ? Git.lines(gitDir, "rev-list", "--all") : missing);
            read(missing.stream().filter(sha -> !commits.containsKey(sha)).toList());
        }
        return shas.stream().map(commits::get).toList();
    }

    GitCommit commit(String sha) {
        return commits(List.of(sha)).get(0);
    }

    private void read(List<String> shas) {
        if (shas.isEmpty()) {
            return;
        }
        byte[] names = (String.join("\n", shas) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] output = Git.bytes(gitDir, out -> out.write(names), "cat-file", "--batch");
        try (var in = new DataInputStream(new BufferedInputStream(new java.io.ByteArrayInputStream(output)))) {
            for (String sha : shas) {
                String[] header = line(in).split(" ");
                byte[] content = in.readNBytes(Integer.parseInt(header[2]));
                in.readByte();
                commits.put(sha, CommitParser.parse(sha, content));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            text.append((char) c);
        }
        return text.toString();
    }
}
