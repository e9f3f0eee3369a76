package dvcs.api;

/**
 * An application that was created at a forge for this Jira, so that people can authorise it there.
 *
 * @param host gitlab or gitea
 * @param url where Jira reaches the forge
 * @param browserUrl where browsers reach it; mostly the same
 * @param hasSecret false where it has to be entered again: this Jira is a copy
 * @param accounts how many work with it
 */
public record ClientConfiguration(int id, String name, String host, String url, String browserUrl, String applicationId, boolean hasSecret,
        int accounts) {}
