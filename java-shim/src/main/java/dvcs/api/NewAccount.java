package dvcs.api;

/**
 * {@code host}: gitlab or gitea. {@code name}: group, organisation, user, or empty for the whole instance.
 *
 * @param ca trusted for this account's host besides what the JVM trusts
 */
public record NewAccount(String host, String name, String url, String token, boolean autoLink, Certificates ca) {
    public NewAccount(String host, String name, String url, String token, boolean autoLink) {
        this(host, name, url, token, autoLink, Certificates.NONE);
    }

    @Override
    public String toString() {
        return "NewAccount[" + host + ", " + name + ", " + url + "]";
    }
}
