package dvcs.commands;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Issues of commits that stay due in this pass: younger commits of the same repository about the same issues stay, too. */
final class Queued {
    private final Map<Integer, Set<String>> issues = new HashMap<>();

    void stays(int repositoryId, Set<String> about) {
        issues.computeIfAbsent(repositoryId, id -> new HashSet<>()).addAll(about);
    }

    boolean isBehind(int repositoryId, Set<String> about) {
        return !Collections.disjoint(issues.getOrDefault(repositoryId, Set.of()), about);
    }
}
