package dvcs.store;

/** A repository that a webhook is about. {@code imported}: all of it was read once, and nobody wants it read anew. */
public record Hooked(int id, int accountId, boolean imported) {}
