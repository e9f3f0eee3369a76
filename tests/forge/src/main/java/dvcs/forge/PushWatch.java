package dvcs.forge;

import dvcs.forge.HookPayloads.Moved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which branches and tags a push has moved: the repository before the first push under way, and after each. Thread-safe. */
final class PushWatch {
    private final Map<Long, Seen> projects = new HashMap<>();

    private static final class Seen {
        private Map<String, String> refs = Map.of();
        private int pushes;
    }

    synchronized void begin(Project project) {
        Seen seen = projects.computeIfAbsent(project.id, id -> new Seen());
        if (seen.pushes++ == 0) {
            seen.refs = refs(project);
        }
    }

    /** What has moved since the last look. Safe to call more than once a push. */
    synchronized List<Moved> look(Project project) {
        Seen seen = projects.get(project.id);
        Map<String, String> now = refs(project);
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(seen.refs.keySet());
        List<Moved> moved = new ArrayList<>();
        for (String name : names) {
            String before = seen.refs.getOrDefault(name, HookPayloads.NONE);
            String after = now.getOrDefault(name, HookPayloads.NONE);
            if (!before.equals(after)) {
                moved.add(new Moved(name, before, after));
            }
        }
        seen.refs = now;
        return moved;
    }

    synchronized void end(Project project) {
        projects.get(project.id).pushes--;
    }

    private static Map<String, String> refs(Project project) {
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line : Git.lines(project.gitDir, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/", "refs/tags/")) {
            int blank = line.indexOf(' ');
            refs.put(line.substring(blank + 1), line.substring(0, blank));
        }
        return refs;
    }
}
