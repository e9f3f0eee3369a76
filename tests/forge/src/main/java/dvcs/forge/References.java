package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All references of a repository at one moment, so that a page costs no process while nothing was pushed.
 *
 * @param commits full name to commit, tags peeled
 * @param branches short name to head
 */
record References(Map<String, String> commits, SortedMap<String, String> branches, String fingerprint) {
    /** File systems stamp times in steps: two changes within one cannot be told apart. */
    private static final long RACY_MILLIS = 50;
    private static final String HEADS = "refs/heads/";

    static References read(Path gitDir) {
        String before = fingerprintOf(gitDir);
        Map<String, String> commits = new HashMap<>();
        SortedMap<String, String> branches = new TreeMap<>();
        for (String line : Git.lines(gitDir, "for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)")) {
            String[] parts = line.split(" ", 5);
            String sha = parts[0].equals("commit") ? parts[1] : parts[2].equals("commit") ? parts[3] : null;
            if (sha != null) {
                commits.put(parts[4], sha);
                if (parts[4].startsWith(HEADS)) {
                    branches.put(parts[4].substring(HEADS.length()), sha);
                }
            }
        }
        return new References(commits, Collections.unmodifiableSortedMap(branches), before);
    }

    boolean stillHold(Path gitDir) {
        return !fingerprint.isEmpty() && fingerprint.equals(fingerprintOf(gitDir));
    }

    /** Git replaces reference files by renaming, which moves their folder's time. Empty, equal to nothing, if a change is too near. */
    private static String fingerprintOf(Path gitDir) {
        List<String> times = new ArrayList<>();
        long newest = 0;
        try (Stream<Path> found = Files.walk(gitDir.resolve("refs"))) {
            List<Path> looked = new ArrayList<>(found.filter(Files::isDirectory).sorted().toList());
            looked.add(gitDir.resolve("packed-refs"));
            looked.add(gitDir.resolve("HEAD"));
            for (Path path : looked) {
                try {
                    var time = Files.getLastModifiedTime(path);
                    newest = Math.max(newest, time.toMillis());
                    times.add(path.getFileName() + "=" + time);
                } catch (NoSuchFileException e) {
                    times.add(path.getFileName() + " is absent");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return ""; // a folder went away while we looked
        }
        return System.currentTimeMillis() - newest < RACY_MILLIS ? "" : String.join(";", times);
    }
}
