package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthTest {
    private static final String CALLBACK = "https://jira.example.com/callback?x=1";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @TempDir
    private Path data;
    private final Watch watch = new Watch();
    private Forge forge;
    private Browser browser;
    private OAuthApplication application;

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() {
        start(null);
    }

    private void start(String externalUrl) {
        forge = Forge.start(ForgeOptions.in(data).withGenerated("none").withClock(watch).withExternalUrl(externalUrl));
        browser = new Browser(forge.url());
        application = forge.oauth().add("Jira", Set.of(CALLBACK), Set.of("api", "read_user"));
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private String ask(String... changes) {
        Map<String, String> query = new java.util.LinkedHashMap<>(Map.of("client_id", application.uid(), "redirect_uri", CALLBACK,
                "response_type", "code", "state", "s+t/a=te&", "scope", "api", "code_challenge", CHALLENGE, "code_challenge_method", "S256"));
        for (int i = 0; i < changes.length; i += 2) {
            query.put(changes[i], changes[i + 1]);
        }
        StringBuilder address = new StringBuilder("/oauth/authorize?");
        query.forEach((name, value) -> address.append(name).append('=').append(Urls.encode(value)).append('&'));
        return address.substring(0, address.length() - 1);
    }

    private static String parameter(String address, String name) {
        for (String pair : URI.create(address).getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return Urls.decode(pair.substring(name.length() + 1));
            }
        }
        throw new AssertionError("no " + name + " in " + address);
    }

    /** In a browser of its own, by a user who has not granted anything yet. */
    private String code() {
        Browser fresh = new Browser(forge.url());
        return parameter(Browser.location(fresh.press(fresh.open(ask(), "connector"), "Authorize", Map.of())), "code");
    }

    private HttpResponse<String> exchange(String code, String verifier) {
        return browser.post("/oauth/token", Map.of("grant_type", "authorization_code", "client_id", application.uid(),
                "client_secret", application.secret(), "code", code, "redirect_uri", CALLBACK, "code_verifier", verifier));
    }

    private HttpResponse<String> refresh(String token) {
        return browser.post("/oauth/token", Map.of("grant_type", "refresh_token", "client_id", application.uid(),
                "client_secret", application.secret(), "refresh_token", token, "redirect_uri", CALLBACK));
    }

    private JsonNode pair() {
        return Client.parse(exchange(code(), VERIFIER).body());
    }

    private HttpResponse<String> asked(String path, String token) {
        return new Client(forge).send(HttpRequest.newBuilder(URI.create(forge.url() + path)).header("Authorization", "Bearer " + token).build());
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Client.parse(answer.body()).get("error").asText()).isEqualTo(error);
        assertThat(Client.parse(answer.body()).get("error_description").asText()).isNotEmpty();
    }

    @Test
    void leadsThroughLogInAndConsentToACode() {
        HttpResponse<String> first = browser.get(ask());
        assertThat(first.statusCode()).isEqualTo(302);
        HttpResponse<String> wrong = browser.logIn(browser.get(Browser.location(first)), "connector", "guessed");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Invalid login or password.");
        HttpResponse<String> question = browser.get(Browser.location(browser.logIn(wrong, "connector", "connector")));
        assertThat(question.body()).contains("Authorize Jira to use your account?").contains("<li>api</li>").contains(">Deny</button>");
        String back = Browser.location(browser.press(question, "Authorize", Map.of()));
        assertThat(back).startsWith(CALLBACK + "&code=");
        assertThat(parameter(back, "state")).isEqualTo("s+t/a=te&");
        JsonNode pair = Client.parse(exchange(parameter(back, "code"), VERIFIER).body());
        assertThat(pair.get("expires_in").asLong()).isEqualTo(7200);
        assertThat(pair.get("created_at").asLong()).isEqualTo(watch.now.getEpochSecond());
        assertThat(pair.get("scope").asText()).isEqualTo("api");
        assertThat(pair.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(asked("/api/v4/user", pair.get("access_token").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void asksNoSecondTimeForWhatIsGranted() {
        HttpResponse<String> question = browser.open(ask(), "connector");
        String code = parameter(Browser.location(browser.press(question, "Authorize", Map.of())), "code");
        JsonNode pair = Client.parse(exchange(code, VERIFIER).body());
        assertThat(Browser.location(browser.get(ask()))).startsWith(CALLBACK + "&code=");
        browser.post("/oauth/revoke", Map.of("client_id", application.uid(), "client_secret", application.secret(),
                "token", pair.get("refresh_token").asText()));
        assertThat(browser.get(ask()).body()).contains("Authorize Jira");
    }

    @Test
    void aDenialLeadsBackWithoutACode() {
        HttpResponse<String> question = browser.open(ask(), "connector");
        String back = Browser.location(browser.press(question, "Deny", Map.of()));
        assertThat(parameter(back, "error")).isEqualTo("access_denied");
        assertThat(parameter(back, "state")).isEqualTo("s+t/a=te&");
        assertThat(back).doesNotContain("code=");
    }

    @Test
    void neverRedirectsToAnAddressThatIsNotTheApplications() {
        for (String address : new String[] {ask("redirect_uri", "https://evil.example.com/"), ask("redirect_uri", CALLBACK + "2"),
                ask("client_id", "unknown"), ask("scope", "api sudo")}) {
            HttpResponse<String> answer = browser.get(address);
            assertThat(answer.statusCode()).isBetween(400, 401);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.body()).contains("An error has occurred");
        }
    }

    @Test
    void aFormOfAnotherSiteDecidesNothing() {
        browser.open(ask(), "connector");
        HttpResponse<String> forged = browser.post("/oauth/authorize", Map.of("client_id", application.uid(), "redirect_uri", CALLBACK,
                "authenticity_token", "guessed", "scope", "api"));
        assertThat(forged.statusCode()).isEqualTo(422);
    }

    @Test
    void aCodeServesOnceForItsClientAndVerifier() {
        refused(exchange(code(), "another verifier"), 400, "invalid_grant");
        String code = code();
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(200);
        refused(exchange(code, VERIFIER), 400, "invalid_grant");
    }

    @Test
    void aCodeEnds() {
        String code = code();
        watch.now = watch.now.plus(Duration.ofMinutes(10));
        refused(exchange(code, VERIFIER), 400, "invalid_grant");
    }

    @Test
    void theClientMustBeKnown() {
        HttpResponse<String> answer = browser.post("/oauth/token", Map.of("grant_type", "refresh_token", "client_id", application.uid(),
                "client_secret", "wrong", "refresh_token", "x"));
        refused(answer, 401, "invalid_client");
        refused(browser.post("/oauth/token", Map.of("grant_type", "refresh_token", "client_id", application.uid(),
                "client_secret", application.secret())), 400, "invalid_request");
        refused(browser.post("/oauth/token", Map.of("grant_type", "password", "client_id", application.uid(),
                "client_secret", application.secret())), 400, "unsupported_grant_type");
    }

    @Test
    void aRefreshEndsTheOldPair() {
        JsonNode old = pair();
        JsonNode fresh = Client.parse(refresh(old.get("refresh_token").asText()).body());
        refused(asked("/api/v4/user", old.get("access_token").asText()), 401, "invalid_token");
        assertThat(asked("/api/v4/user", fresh.get("access_token").asText()).statusCode()).isEqualTo(200);
        refused(refresh(old.get("refresh_token").asText()), 400, "invalid_grant");
        // That was a misuse: what came of the same code is over.
        refused(asked("/api/v4/user", fresh.get("access_token").asText()), 401, "invalid_token");
        refused(refresh(fresh.get("refresh_token").asText()), 400, "invalid_grant");
    }

    @Test
    void anAccessTokenEndsAndItsRefreshTokenStays() {
        forge.oauth().setAccessSeconds(60);
        JsonNode pair = pair();
        watch.now = watch.now.plusSeconds(20);
        JsonNode info = Client.parse(asked("/oauth/token/info", pair.get("access_token").asText()).body());
        assertThat(info.get("expires_in").asLong()).isEqualTo(40);
        assertThat(info.get("scope").get(0).asText()).isEqualTo("api");
        watch.now = watch.now.plusSeconds(40);
        refused(asked("/api/v4/user", pair.get("access_token").asText()), 401, "invalid_token");
        refused(asked("/oauth/token/info", pair.get("access_token").asText()), 401, "invalid_token");
        assertThat(refresh(pair.get("refresh_token").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsRevokedIsOver() {
        JsonNode pair = pair();
        Map<String, String> form = Map.of("client_id", application.uid(), "client_secret", application.secret(),
                "token", pair.get("access_token").asText());
        assertThat(browser.post("/oauth/revoke", form).statusCode()).isEqualTo(200);
        assertThat(browser.post("/oauth/revoke", form).statusCode()).as("twice is no error").isEqualTo(200);
        refused(refresh(pair.get("refresh_token").asText()), 400, "invalid_grant");
        refused(asked("/oauth/token/info", pair.get("access_token").asText()), 401, "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATED", "ANSWER_LOST", "BAD_GATEWAY_HTML", "UNAVAILABLE", "RATE_LIMIT_HEADERS", "CLOSED"})
    void aLostAnswerIsTellableFromANo(String kind) {
        JsonNode old = pair();
        Faults.Kind fault = Faults.Kind.valueOf(kind);
        forge.faults().add("/oauth/token", fault, 1);
        boolean answered = fault.comesFirst() || fault == Faults.Kind.BAD_GATEWAY_HTML;
        if (answered) {
            assertThat(refresh(old.get("refresh_token").asText()).statusCode()).isGreaterThanOrEqualTo(400);
        } else {
            assertThatThrownBy(() -> refresh(old.get("refresh_token").asText())).isInstanceOf(java.io.UncheckedIOException.class);
        }
        boolean rotated = !fault.comesFirst() && fault != Faults.Kind.CLOSED;
        assertThat(asked("/oauth/token/info", old.get("access_token").asText()).statusCode()).isEqualTo(rotated ? 401 : 200);
    }

    @Test
    void gitTakesItsTokensFromOneUserOnly() {
        String access = pair().get("access_token").asText();
        forge.addToken("glpat-x", "active", Set.of("api"));
        for (String[] each : new String[][] {{"oauth2:" + access, "404"}, {"somebody:" + access, "401"}, {"somebody:glpat-x", "404"}}) {
            HttpResponse<String> answer = new Client(forge).send(HttpRequest
                    .newBuilder(URI.create(forge.url() + "/acme/none.git/info/refs?service=git-upload-pack"))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(each[0].getBytes())).build());
            assertThat(answer.statusCode()).as(each[0].substring(0, 8)).isEqualTo(Integer.parseInt(each[1]));
        }
    }

    @Test
    void onlyTokensMadeByHandTellOfThemselves() {
        assertThat(asked("/api/v4/personal_access_tokens/self", pair().get("access_token").asText()).statusCode()).isEqualTo(400);
        forge.addToken("glpat-y", Set.of("api"), Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(Client.parse(asked("/api/v4/personal_access_tokens/self", "glpat-y").body()).get("expires_at").asText())
                .isEqualTo("2026-12-01");
    }

    @Test
    void servesBelowAPathAsWell() {
        forge.close();
        start("/gitlab");
        HttpResponse<String> first = browser.get("/gitlab" + ask());
        assertThat(Browser.location(first)).isEqualTo("/gitlab/users/sign_in");
        HttpResponse<String> signedIn = browser.logIn(browser.get(Browser.location(first)), "connector", "connector");
        HttpResponse<String> question = browser.get(Browser.location(signedIn));
        String code = parameter(Browser.location(browser.press(question, "Authorize", Map.of())), "code");
        JsonNode pair = Client.parse(exchange(code, VERIFIER).body());
        JsonNode user = Client.parse(asked("/gitlab/api/v4/user", pair.get("access_token").asText()).body());
        assertThat(user.get("avatar_url").asText()).startsWith(forge.url() + "/gitlab/");
    }

    @Test
    void everyUserHasAPicture() throws Exception {
        JsonNode user = new Client(forge).json("user");
        java.io.InputStream picture = URI.create(user.get("avatar_url").asText()).toURL().openStream();
        java.awt.image.BufferedImage read = javax.imageio.ImageIO.read(picture);
        assertThat(read.getWidth()).isEqualTo(40);
        assertThat(read.getRGB(20, 20)).isNotEqualTo(read.getRGB(0, 0));
    }
}
