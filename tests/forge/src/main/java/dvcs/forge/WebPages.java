package dvcs.forge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** What the forge serves besides its API and git: OAuth, log-in and pictures. */
final class WebPages {
    private static final String PICTURES = "/uploads/-/system/user/avatar/";

    private final World world;
    private final OAuthPages pages;
    private final OAuthEndpoints endpoints;

    WebPages(World world, OAuth oauth, String prefix) {
        this.world = world;
        this.pages = new OAuthPages(world, oauth, prefix);
        this.endpoints = new OAuthEndpoints(world, oauth);
    }

    boolean serves(String path) {
        return path.startsWith("/oauth/") || path.equals("/users/sign_in") || path.startsWith(PICTURES);
    }

    Answer answer(Request request, String path) throws IOException {
        if (path.startsWith(PICTURES)) {
            return picture(path.substring(PICTURES.length()));
        }
        try {
            String query = request.getHttpURI().getQuery();
            Parameters parameters = Parameters.of(Request.extractQueryParameters(request, StandardCharsets.UTF_8),
                    request.getHeaders().get(HttpHeader.CONTENT_TYPE), Content.Source.asString(request, StandardCharsets.UTF_8));
            return switch (request.getMethod() + " " + path) {
                case "POST /oauth/token" -> endpoints.token(request, parameters);
                case "POST /oauth/revoke" -> endpoints.revoke(request, parameters);
                case "GET /oauth/token/info" -> endpoints.info(request);
                case "GET /oauth/authorize" -> pages.authorize(request, parameters, query == null ? path : path + "?" + query);
                case "POST /oauth/authorize" -> pages.decide(request, parameters);
                case "GET /users/sign_in" -> pages.signInPage(request);
                case "POST /users/sign_in" -> pages.signIn(request, parameters);
                default -> Page.of(404, "Not Found", "<h1>404: Page not found</h1>\n");
            };
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    /** "ID/avatar.png" */
    private Answer picture(String rest) {
        Optional<User> user = rest.matches("\\d{1,18}/avatar\\.png")
                ? world.user(Long.parseLong(rest.substring(0, rest.indexOf('/')))) : Optional.empty();
        return user.map(found -> Answer.bytes("image/png", Avatar.of(found)))
                .orElseGet(() -> Page.of(404, "Not Found", "<h1>404: Page not found</h1>\n"));
    }
}
