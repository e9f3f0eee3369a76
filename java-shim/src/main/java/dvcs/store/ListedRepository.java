package dvcs.store;

/** A repository as a listing of the forge names it. {@code lastActivity}: epoch milliseconds, 0: unknown. */
public record ListedRepository(
        long forgeId,
        String path,
        String name,
        String webUrl,
        String cloneUrl,
        String defaultBranch,
        boolean archived,
        boolean empty,
        long lastActivity) {}
