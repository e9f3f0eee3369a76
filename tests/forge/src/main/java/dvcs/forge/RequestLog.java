package dvcs.forge;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests by their shape (numbers and object ids replaced), so that tests can say how many there may be. */
public final class RequestLog {
    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void add(String method, String path) {
        String shape = path.replaceAll("[0-9a-f]{40}(?![0-9a-f])", ":sha").replaceAll("/\\d+(?=/|$)", "/:id");
        counts.merge(method + " " + shape, 1, Integer::sum);
    }

    public synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    public synchronized int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public synchronized void reset() {
        counts.clear();
    }
}
