package dvcs.commands;

import java.lang.management.ManagementFactory;
import java.util.UUID;

/**
 * Who executes: a node, its process and one of the process's runners. What a dead process began is over; what another node,
 * or a stopped runner of this process (an update of the plugin), began may be under way still.
 */
public record Holder(String node, String process, String runner) {
    /** A new runner of this process. */
    public static Holder here(String node) {
        var jvm = ManagementFactory.getRuntimeMXBean();
        return new Holder(node, jvm.getName() + " " + jvm.getStartTime(), UUID.randomUUID().toString());
    }

    String text() {
        return node + "\n" + process + "\n" + runner;
    }

    static String node(String text) {
        return text.split("\n", -1)[0];
    }

    /** Whether {@code text}'s work has ended for sure, given that I am not doing it. */
    boolean isOver(String text) {
        String[] parts = text.split("\n", -1);
        return parts.length == 3 && parts[0].equals(node) && (!parts[1].equals(process) || parts[2].equals(runner));
    }
}
