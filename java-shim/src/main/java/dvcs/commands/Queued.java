package dvcs.commands;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Issues of commits that stay due in this pass: younger commits of the same repository about the same issues stay, too, and
 * those of any repository behind one that failed, which may be what they repeat.
 */
final class Queued {
    private final Map<Integer, Set<String>> issues = new HashMap<>();
    private final Set<String> everywhere;

    /** {@code failed}: of commits that failed in this round; it may grow. */
    Queued(Set<String> failed) {
        this.everywhere = failed;
    }

    void stays(int repositoryId, Set<String> about) {
        issues.computeIfAbsent(repositoryId, id -> new HashSet<>()).addAll(about);
    }

    boolean isBehind(int repositoryId, Set<String> about) {
        return !Collections.disjoint(everywhere, about) || !Collections.disjoint(issues.getOrDefault(repositoryId, Set.of()), about);
    }
}
