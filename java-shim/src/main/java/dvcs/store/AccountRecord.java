package dvcs.store;

/**
 * An account as stored.
 *
 * @param credential encrypted; empty: none
 * @param stopped the forge refused the token; {@code error} says so
 * @param ownerHint of the last listing: how the forge knows the owner
 * @param ca PEM: trusted besides what the JVM trusts; empty: none
 * @param lastRefresh start of the last listing that ended well, epoch milliseconds; 0: none
 * @param credentialVersion changes with the credential and with whom the account trusts
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
        String ca,
        Brake held,
        int credentialVersion) {
    /** One that was never listed. */
    public static AccountRecord unlisted(int id, String host, String owner, String url, boolean autoLink, String ca) {
        return new AccountRecord(id, host, owner, url, autoLink, "", false, "", 0, 0, "", ca, Brake.RELEASED, 0);
    }

    /** The same, trusting others. */
    public AccountRecord trusting(String authorities) {
        return new AccountRecord(id, host, owner, url, autoLink, credential, stopped, error, lastRefresh, lastFullRefresh,
                ownerHint, authorities, held, credentialVersion);
    }

    @Override
    public String toString() {
        return "AccountRecord[" + id + ", " + host + ", " + owner + ", " + url + "]";
    }
}
