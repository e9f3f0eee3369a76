package dvcs.api;

/** What a command asks for. */
public enum CommandKind {
    COMMENT,
    TIME,
    TRANSITION,
    /** What looked like a command and is none. */
    PROBLEM
}
