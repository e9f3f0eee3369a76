package dvcs.oauth;

import dvcs.store.ClientRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a person confirms at the forge. */
final class AuthorizeUrl {
    private AuthorizeUrl() {}

    static String of(ClientRecord client, String redirectUrl, String state, String challenge) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.applicationId());
        query.put("redirect_uri", redirectUrl);
        query.put("response_type", "code");
        query.put("state", state);
        if (client.host().equals("gitlab")) {
            query.put("scope", "api"); // webhooks need it; Gitea gives what the person may do
        }
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        return client.browserUrl() + (client.host().equals("gitea") ? "/login/oauth/authorize?" : "/oauth/authorize?") + query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
