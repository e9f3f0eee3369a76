package dvcs.forge;

import java.time.Instant;
import java.util.Set;

/**
 * A token; {@code state}: active, expired, revoked or blocked.
 *
 * @param expires from then on it is refused; null: never
 * @param oauth got through OAuth: its own log-in rules, and it cannot look at itself by the API
 */
record Token(String value, User user, Set<String> scopes, String state, Instant expires, boolean oauth) {
    Token(String value, User user, Set<String> scopes, String state) {
        this(value, user, scopes, state, null, false);
    }

    String state(Instant now) {
        return state.equals("active") && expires != null && !now.isBefore(expires) ? "expired" : state;
    }

    boolean mayRead() {
        return scopes.contains("api") || scopes.contains("read_api");
    }

    boolean mayClone() {
        return mayRead() || scopes.contains("read_repository") || scopes.contains("write_repository");
    }

    boolean mayPush() {
        return scopes.contains("api") || scopes.contains("write_repository");
    }

    /** {@code read_user} is enough for the server's version and for users; any token may look at itself. */
    boolean mayAsk(String resource) {
        return switch (resource) {
            case "personal_access_tokens" -> true;
            case "metadata", "version", "user", "users" -> mayRead() || scopes.contains("read_user");
            default -> mayRead();
        };
    }
}
