package dvcs.api;

/** {@code host}: gitlab or gitea. {@code name}: group, organisation, user, or empty for the whole instance. */
public record NewAccount(String host, String name, String url, String token, boolean autoLink) {
    @Override
    public String toString() {
        return "NewAccount[" + host + ", " + name + ", " + url + "]";
    }
}
