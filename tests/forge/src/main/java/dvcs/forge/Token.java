package dvcs.forge;

import java.util.Set;

/** An access token; {@code state}: active, expired or revoked. */
record Token(String value, User user, Set<String> scopes, String state) {
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
