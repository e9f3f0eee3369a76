package dvcs.bridge;

/** A webhook whose secret is the present one, as an earlier run left it. {@code repositoryId} 0: the group's. */
public record KnownWebhook(long repositoryId, long hookId) {}
