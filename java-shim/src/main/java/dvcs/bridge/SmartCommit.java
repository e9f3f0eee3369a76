package dvcs.bridge;

import java.util.List;

/**
 * What a commit message asks Jira to do (native/doc/grammar.md).
 *
 * @param problems sentences: what looks like a command and is none
 */
public record SmartCommit(List<Command> commands, List<String> problems) {
    public enum Kind { COMMENT, TIME, TRANSITION }

    /**
     * One command, to be carried out for each of its issues before the next one.
     *
     * @param issues   keys, each once
     * @param name     as written
     * @param argument what follows, up to the next command or key
     * @param comment  of the argument what becomes a comment
     * @param time     {@code TIME} only: "2h 30m", else empty
     * @param seconds  {@code TIME} only: what {@code time} says, else 0
     */
    public record Command(Kind kind, List<String> issues, String name, String argument, String comment, String time, long seconds) {}
}
