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
}
