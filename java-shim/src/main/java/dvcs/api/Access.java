package dvcs.api;

/**
 * With what an account works at its forge.
 *
 * @param oauth authorised by a person at the forge; else by an access token that was entered
 * @param clientConfiguration its number; 0: none
 * @param expiresAt epoch milliseconds, when the token that it works with ends; 0: never, or the forge does not say. Tokens of OAuth
 *     are renewed long before
 * @param expiry how near that is, where a person has to do something about it
 */
public record Access(boolean oauth, int clientConfiguration, long expiresAt, Expiry expiry) {
    /** {@code SOON}: within 14 days. {@code VERY_SOON}: within 3. */
    public enum Expiry { FAR, SOON, VERY_SOON, PAST }

    public static final Access TOKEN = new Access(false, 0, 0, Expiry.FAR);
}
