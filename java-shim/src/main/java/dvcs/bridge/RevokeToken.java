package dvcs.bridge;

/** Gives a token back (RFC 7009); with the refresh token its whole pair ends. Never printed. */
public record RevokeToken(String clientId, String clientSecret, String token) {
    @Override
    public String toString() {
        return "RevokeToken[]";
    }
}
