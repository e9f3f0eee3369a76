package dvcs.store;

/** A reviewer to store; {@code state} as {@link dvcs.api.Development.Reviewer} has it. */
public record ReviewerRow(String user, String name, String state) {}
