package dvcs.store;

/**
 * An account as stored.
 *
 * @param credential encrypted; empty: none
 * @param stopped the forge refused the token; {@code error} says so
 * @param ownerHint of the last listing: how the forge knows the owner
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
        long lastFullRefresh,
        String ownerHint,
        Brake held) {
    /** One that was never listed. */
    public static AccountRecord unlisted(int id, String host, String owner, String url, boolean autoLink) {
        return new AccountRecord(id, host, owner, url, autoLink, "", false, "", 0, 0, "", Brake.RELEASED);
    }

    @Override
    public String toString() {
        return "AccountRecord[" + id + ", " + host + ", " + owner + ", " + url + "]";
    }
}
