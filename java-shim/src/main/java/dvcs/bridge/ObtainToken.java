package dvcs.bridge;

/**
 * A request for a pair of tokens (RFC 6749 4.1.3 and 6). Never printed: all but the address is secret.
 *
 * @param redirectUri as in the request for authorisation, byte for byte; GitLab wants it for a refresh, too
 * @param code empty for a refresh
 * @param codeVerifier of PKCE; empty for a refresh, or without PKCE
 * @param refreshToken empty for a code
 */
public record ObtainToken(
        String clientId, String clientSecret, String redirectUri, String code, String codeVerifier, String refreshToken) {
    public ObtainToken {
        if (code.isEmpty() == refreshToken.isEmpty()) {
            throw new IllegalArgumentException("Either a code or a refresh token is exchanged.");
        }
    }

    public static ObtainToken byCode(String clientId, String clientSecret, String redirectUri, String code, String codeVerifier) {
        return new ObtainToken(clientId, clientSecret, redirectUri, code, codeVerifier, "");
    }

    public static ObtainToken byRefresh(String clientId, String clientSecret, String redirectUri, String refreshToken) {
        return new ObtainToken(clientId, clientSecret, redirectUri, "", "", refreshToken);
    }

    @Override
    public String toString() {
        return "ObtainToken[" + (code.isEmpty() ? "refresh" : "code") + ", " + redirectUri + "]";
    }
}
