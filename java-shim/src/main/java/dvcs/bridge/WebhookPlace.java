package dvcs.bridge;

/** A repository whose webhook is meant. {@code path} as the forge last called it. */
public record WebhookPlace(long forgeId, String path, boolean archived, boolean empty) {}
