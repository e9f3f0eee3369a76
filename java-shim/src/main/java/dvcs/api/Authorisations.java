package dvcs.api;

/**
 * The way by which a person authorises Jira at a forge: there with an address, back with a code. Implemented by {@code dvcs.oauth};
 * thread-safe.
 */
public interface Authorisations {
    /** An account that is to work with what a client configuration obtains. */
    record NewAccount(int clientConfiguration, String name, boolean autoLink, boolean smartCommits, Certificates ca) {}

    /** What the forge sent the browser back with; nothing of it is to be trusted. Empty: missing. */
    record Return(String state, String code, String error) {
        @Override
        public String toString() {
            return "Return[" + error + "]";
        }
    }

    /** Where it ended. {@code account} 0: nowhere, and {@code failure} says why. */
    record Landing(int account, boolean isNew, Failure failure) {}

    /** Why nothing came of it. Words are the page's; Jira's log has those of the forge. */
    enum Failure {
        /** The person refused at the forge. */
        DENIED,
        /** Nobody began this here, or it was another person, more than ten minutes ago, or it was used. */
        STATE,
        /** The forge does not know the application or its secret. */
        CLIENT,
        /** The forge refused the code. */
        CODE,
        /** The application lacks a scope. */
        SCOPE,
        UNREACHABLE,
        /** What was authorised sees no such group or user. */
        OWNER,
        /** The account is there already. */
        DUPLICATE,
        /** Jira could not store it, or is not ready. */
        INTERNAL
    }

    /** Where to send the browser of {@code user}, whose key it is. */
    String start(String user, NewAccount account);

    /** As {@link #start}, for an account that is there. */
    String again(String user, int accountId);

    /** Needs no other proof than its state, which counts once, for the person who started. */
    Landing finish(String user, Return answer);
}
