package dvcs.store;

/**
 * An account as stored.
 *
 * @param credential encrypted; empty: none
 * @param stopped the forge refused the token; {@code error} says so
 * @param lastRefresh start of the last listing that ended well, epoch milliseconds; 0: none
 */
public record AccountRecord(
        int id,
        String host,
        String owner,
        String url,
        boolean autoLink,
        String credential,
        boolean stopped,
        String error,
        long lastRefresh,
        long lastFullRefresh) {
    @Override
    public String toString() {
        return "AccountRecord[" + id + ", " + host + ", " + owner + ", " + url + "]";
    }
}
