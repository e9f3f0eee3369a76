package dvcs.forge;

import java.util.LinkedHashMap;
import java.util.Map;

/** The errors of OAuth 2, in GitLab's words (gitlab.md, section 5.1). */
enum OAuthRefusal {
    INVALID_CLIENT(401, "Client authentication failed due to unknown client, no client authentication included, or unsupported"
            + " authentication method."),
    INVALID_GRANT(400, "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the"
            + " authorization request, or was issued to another client."),
    INVALID_SCOPE(400, "The requested scope is invalid, unknown, or malformed."),
    INVALID_REQUEST(400, "Missing required parameter: %s."),
    UNSUPPORTED_GRANT_TYPE(400, "The authorization grant type is not supported by the authorization server."),
    UNSUPPORTED_RESPONSE_TYPE(400, "The authorization server does not support this response type."),
    UNAUTHORIZED_CLIENT(403, "You are not authorized to revoke this token"),
    INVALID_TOKEN(401, "The access token is invalid"),
    ACCESS_DENIED(401, "The resource owner or authorization server denied the request."),
    INVALID_REDIRECT_URI(400, "The requested redirect uri is malformed or doesn't match client redirect URI.");

    final int status;
    final String sentence;

    OAuthRefusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code detail}: what the sentence names; may be null. */
    Refusal because(String detail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", code());
        json.put("error_description", sentence.formatted(detail));
        return new Refusal(Answer.json(status, json).header("Cache-Control", "no-store"));
    }

    Refusal plain() {
        return because(null);
    }
}
