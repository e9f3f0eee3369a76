package dvcs.store;

/** A client configuration as stored. {@code secret}: encrypted; empty: to be entered again. */
public record ClientRecord(int id, String name, String host, String url, String browserUrl, String applicationId, String secret) {
    @Override
    public String toString() {
        return "ClientRecord[" + id + ", " + name + ", " + host + ", " + url + "]";
    }
}
