package dvcs.api;

/**
 * {@code host}: gitlab or gitea. {@code name}: group, organisation, user, or empty for the whole instance.
 *
 * @param ca trusted for this account's host besides what the JVM trusts
 * @param smartCommits whether its repositories execute them, once their first import is complete
 */
public record NewAccount(String host, String name, String url, String token, boolean autoLink, Certificates ca, boolean smartCommits) {
    /** Smart commits are on. */
    public NewAccount(String host, String name, String url, String token, boolean autoLink) {
        this(host, name, url, token, autoLink, Certificates.NONE, true);
    }

    @Override
    public String toString() {
        return "NewAccount[" + host + ", " + name + ", " + url + "]";
    }
}
