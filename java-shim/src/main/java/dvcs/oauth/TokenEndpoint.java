package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.TokenPair;

/** What is asked of a forge's authorisation server. Nothing is repeated behind the caller's back; each call takes half a minute at most. */
public interface TokenEndpoint {
    /** An application at a forge, with its secret in the clear. {@code ca}: PEM, trusted besides what the JVM trusts. */
    record Client(String host, String url, String ca, String applicationId, String secret, String redirectUrl) {
        @Override
        public String toString() {
            return "Client[" + host + ", " + url + "]";
        }
    }

    enum Result {
        DONE,
        /** For good: the same request will never succeed. */
        REFUSED,
        /** It was not sent, or the forge says that it did nothing. */
        NOT_DONE,
        /** It was sent, and may have been done. */
        LOST
    }

    /**
     * @param pair null unless something was obtained
     * @param error OAuth's own code, if the forge named one
     * @param why one sentence or two for the administrator
     */
    record Answer(Result result, TokenPair pair, String error, String why) {}

    enum State { VALID, INVALID, UNKNOWN }

    /** What a forge says of a token. {@code expiresAt}: epoch milliseconds by the forge's clock; 0: never, or not said. */
    record Standing(State state, long expiresAt, String scope, String why) {}

    Answer exchange(Client client, String code, String verifier);

    Answer refresh(Client client, String refreshToken);

    /** Ends a pair. A token that is dead or unknown counts as revoked. */
    Answer revoke(Client client, String refreshToken);

    /** {@code oauth}: how the token was obtained. */
    Standing standing(AccountRecord account, boolean oauth, String token);
}
