package dvcs.forge;

import dvcs.forge.OAuth.Pair;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What clients ask of OAuth without a browser: {@code /oauth/token}, {@code /oauth/revoke}, {@code /oauth/token/info}. */
final class OAuthEndpoints {
    private final World world;
    private final OAuth oauth;

    OAuthEndpoints(World world, OAuth oauth) {
        this.world = world;
        this.oauth = oauth;
    }

    Answer token(Request request, Parameters parameters) {
        String grant = need(parameters, "grant_type");
        OAuthApplication client = client(request, parameters);
        return switch (grant) {
            case "authorization_code" -> pair(oauth.exchange(client, need(parameters, "code"), need(parameters, "redirect_uri"),
                    parameters.text("code_verifier", null)));
            case "refresh_token" -> pair(oauth.renew(client, need(parameters, "refresh_token")));
            default -> throw OAuthRefusal.UNSUPPORTED_GRANT_TYPE.plain();
        };
    }

    Answer revoke(Request request, Parameters parameters) {
        oauth.revoke(client(request, parameters), need(parameters, "token"));
        return Answer.ok(Map.of());
    }

    Answer info(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw OAuthRefusal.INVALID_TOKEN.plain();
        }
        Pair pair = oauth.info(authorization.substring("Bearer ".length()));
        Long left = pair.expiresIn() == 0 ? null
                : Duration.between(world.now(), pair.created().plusSeconds(pair.expiresIn())).toSeconds();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resource_owner_id", pair.user().id());
        json.put("scope", pair.scopes());
        json.put("expires_in", left);
        json.put("application", Map.of("uid", pair.application().uid()));
        json.put("created_at", pair.created().getEpochSecond());
        json.put("scopes", pair.scopes());
        json.put("expires_in_seconds", left);
        return Answer.ok(json);
    }

    private static Answer pair(Pair pair) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", pair.access());
        json.put("token_type", "Bearer");
        json.put("expires_in", pair.expiresIn() == 0 ? null : pair.expiresIn());
        json.put("refresh_token", pair.refresh());
        json.put("scope", String.join(" ", pair.scopes()));
        json.put("created_at", pair.created().getEpochSecond());
        return Answer.ok(json).header("Cache-Control", "no-store");
    }

    /** In the form, or as Basic. */
    private OAuthApplication client(Request request, Parameters parameters) {
        String id = parameters.text("client_id", "");
        String secret = parameters.text("client_secret", "");
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null && authorization.startsWith("Basic ")) {
            String both = new String(Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            id = Urls.decode(both.substring(0, colon));
            secret = Urls.decode(both.substring(colon + 1));
        }
        String given = secret;
        return oauth.application(id).filter(found -> found.secret().equals(given)).orElseThrow(OAuthRefusal.INVALID_CLIENT::plain);
    }

    private static String need(Parameters parameters, String name) {
        String value = parameters.text(name, "");
        if (value.isEmpty()) {
            throw OAuthRefusal.INVALID_REQUEST.because(name);
        }
        return value;
    }
}
