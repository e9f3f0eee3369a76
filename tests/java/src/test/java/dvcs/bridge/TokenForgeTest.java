package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.bridge.TokenAnswer.Result;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.OAuthApplication;
import dvcs.wire.Batch;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real core inside this JVM (under -Xcheck:jni) and the test forge: codes, rotation, answers that are lost. */
@Timeout(120)
class TokenForgeTest {
    private static final String CALLBACK = "https://jira.example.com/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final int UNAUTHORIZED = 20;

    @TempDir
    private Path data;
    private Forge forge;
    private Core core;
    private OAuthApplication application;

    /** What became of one job. */
    private record End(int code, String error, TokenAnswer answer, TokenStanding standing, String user) {}

    /** Ends of jobs, by their numbers. */
    private static final class Ends implements BatchHandler {
        private final Map<Long, CompletableFuture<End>> jobs = new ConcurrentHashMap<>();
        private final Map<Long, TokenAnswer> answers = new ConcurrentHashMap<>();
        private final Map<Long, TokenStanding> standings = new ConcurrentHashMap<>();

        @Override
        public void handle(Batch batch) {
            TokenAnswer.of(batch).ifPresent(answer -> answers.put(batch.job(), answer));
            TokenStanding.of(batch).ifPresent(standing -> standings.put(batch.job(), standing));
            if (batch.finished() != null) {
                of(batch.job()).complete(new End(batch.finished().errorCode(), batch.finished().error(), answers.get(batch.job()),
                        standings.get(batch.job()), batch.finished().user()));
            }
        }

        @Override
        public void ended(Throwable cause) {
            jobs.values().forEach(job -> job.completeExceptionally(new IllegalStateException("the session ended", cause)));
        }

        CompletableFuture<End> of(long job) {
            return jobs.computeIfAbsent(job, number -> new CompletableFuture<>());
        }
    }

    /** A session and the number of its last job. */
    private final class Opened implements AutoCloseable {
        private final Ends ends = new Ends();
        private final Session session;
        private long job;

        Opened(String token) {
            session = core.open("tokens", new SessionOptions(SessionOptions.Forge.GITLAB, forge.url() + "/gitlab/", token, false, false, 4, 10), ends);
        }

        private interface Start {
            void job(long number);
        }

        End run(Start start) throws Exception {
            start.job(++job);
            return ends.of(job).get(60, TimeUnit.SECONDS);
        }

        End obtain(ObtainToken request) throws Exception {
            return run(number -> session.obtainToken(number, request));
        }

        TokenStanding look(TokenKind kind, String token) throws Exception {
            return run(number -> session.tokenInfo(number, kind, token)).standing();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path libraries = Path.of(System.getProperty("dvcs.native.folder"), "META-INF", "native");
        assumeTrue(Files.exists(libraries.resolve("manifest.properties")),
                "needs the native library: cmake --build --preset release --target plugin_native");
        System.load(libraries.resolve(NativeManifest.platform()).resolve("libdvcs.so").toAbsolutePath().toString());
        core = Core.start("test");
        forge = Forge.start(ForgeOptions.in(data).withGenerated("none").withExternalUrl("/gitlab"));
        application = forge.oauth().add("Jira", Set.of(CALLBACK), Set.of("api"));
    }

    @AfterEach
    void stop() {
        if (core != null) {
            core.close();
            assertThat(Boundary.JNI.liveObjects()).isZero();
            forge.close();
        }
    }

    private ObtainToken refresh(String token) {
        return ObtainToken.byRefresh(application.uid(), application.secret(), CALLBACK, token);
    }

    private TokenAnswer pair(Opened session) throws Exception {
        End end = session.obtain(ObtainToken.byCode(application.uid(), application.secret(), CALLBACK, code(), VERIFIER));
        assertThat(end.error()).isEmpty();
        assertThat(end.answer().result()).isEqualTo(Result.DONE);
        return end.answer();
    }

    @Test
    void aCodeBecomesAPairThatWorksAndRotates() throws Exception {
        try (Opened tokenless = new Opened("")) {
            TokenAnswer pair = pair(tokenless);
            assertThat(pair.expiresIn()).isEqualTo(7200);
            assertThat(pair.scope()).isEqualTo("api");
            assertThat(pair.createdAt()).isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(600L));
            try (Opened account = new Opened(pair.accessToken())) {
                assertThat(account.run(account.session::check).user()).isEqualTo("connector");
            }
            End fresh = tokenless.obtain(refresh(pair.refreshToken()));
            assertThat(fresh.answer().result()).isEqualTo(Result.DONE);
            assertThat(fresh.answer().accessToken()).isNotEqualTo(pair.accessToken());
            End used = tokenless.obtain(refresh(pair.refreshToken()));
            assertThat(used.answer().result()).isEqualTo(Result.REFUSED);
            assertThat(used.answer().error()).isEqualTo("invalid_grant");
            assertThat(used.error()).isEqualTo(used.answer().why()).contains("Authorise the account again.")
                    .doesNotContain(pair.refreshToken()).doesNotContain(application.secret());
            assertThat(used.code()).isNotEqualTo(UNAUTHORIZED);
        }
    }

    @Test
    void wrongClientsAndVerifiersAreRefused() throws Exception {
        try (Opened session = new Opened("")) {
            assertThat(session.obtain(ObtainToken.byCode(application.uid(), "wrong", CALLBACK, code(), VERIFIER)).answer().error())
                    .isEqualTo("invalid_client");
            assertThat(session.obtain(ObtainToken.byCode(application.uid(), application.secret(), CALLBACK, code(), "wrong")).answer().error())
                    .isEqualTo("invalid_grant");
            assertThat(session.obtain(ObtainToken.byCode(application.uid(), application.secret(), CALLBACK + "2", code(), VERIFIER))
                    .answer().error()).isEqualTo("invalid_grant");
        }
    }

    /** A run whose token ends goes on, on the same session. */
    @Test
    void anEndedTokenIsRenewedWithinTheSession() throws Exception {
        TokenAnswer pair;
        try (Opened tokenless = new Opened("")) {
            pair = pair(tokenless);
        }
        try (Opened account = new Opened(pair.accessToken())) {
            assertThat(account.run(account.session::check).code()).isZero();
            forge.oauth().expire();
            assertThat(account.run(account.session::check).code()).isEqualTo(UNAUTHORIZED);
            End fresh = account.obtain(refresh(pair.refreshToken()));
            account.session.credential(fresh.answer().accessToken());
            assertThat(account.run(account.session::check).user()).isEqualTo("connector");
        }
    }

    @ParameterizedTest
    @CsvSource({"TRUNCATED, LOST, true", "ANSWER_LOST, LOST, true", "BAD_GATEWAY_HTML, LOST, true", "SERVER_ERROR_HTML, LOST, true",
            "HTML_WITH_200, LOST, true", "CLOSED, LOST, false", "UNAVAILABLE, NOT_DONE, false", "RATE_LIMIT_HEADERS, NOT_DONE, false",
            "FORBIDDEN, NOT_DONE, false"})
    void aLostAnswerIsFoundOutByTheOldToken(Faults.Kind fault, Result result, boolean rotated) throws Exception {
        try (Opened session = new Opened("")) {
            TokenAnswer pair = pair(session);
            forge.requests().reset();
            forge.faults().add("/oauth/token", fault, 1);
            End end = session.obtain(refresh(pair.refreshToken()));
            assertThat(end.answer().result()).isEqualTo(result);
            assertThat(end.code()).isNotZero().isNotEqualTo(UNAUTHORIZED);
            assertThat(forge.requests().counts()).as("never repeated").containsEntry("POST /oauth/token", 1);
            TokenStanding old = session.look(TokenKind.OAUTH, pair.accessToken());
            assertThat(old.state()).isEqualTo(rotated ? TokenStanding.State.INVALID : TokenStanding.State.VALID);
            if (!rotated) {
                assertThat(session.obtain(refresh(pair.refreshToken())).answer().result()).isEqualTo(Result.DONE);
            }
        }
    }

    @Test
    void standingsAreTold() throws Exception {
        forge.addToken("glpat-december", Set.of("api"), Instant.parse("2126-12-01T00:00:00Z"));
        forge.addToken("glpat-over", "expired", Set.of("api"));
        try (Opened session = new Opened("")) {
            TokenStanding december = session.look(TokenKind.ACCESS_TOKEN, "glpat-december");
            assertThat(december.state()).isEqualTo(TokenStanding.State.VALID);
            assertThat(december.expires()).isEqualTo(Instant.parse("2126-12-01T00:00:00Z").getEpochSecond());
            assertThat(december.scopes()).isEqualTo(List.of("api"));
            TokenStanding over = session.look(TokenKind.ACCESS_TOKEN, "glpat-over");
            assertThat(over.state()).isEqualTo(TokenStanding.State.INVALID);
            assertThat(over.why()).contains("expired").doesNotContain("glpat-over");
            TokenAnswer pair = pair(session);
            TokenStanding mine = session.look(TokenKind.OAUTH, pair.accessToken());
            assertThat(mine.expires()).isCloseTo(Instant.now().getEpochSecond() + 7200, org.assertj.core.data.Offset.offset(600L));
        }
    }

    @Test
    void whatIsRevokedIsOver() throws Exception {
        try (Opened session = new Opened("")) {
            TokenAnswer pair = pair(session);
            RevokeToken revoke = new RevokeToken(application.uid(), application.secret(), pair.refreshToken());
            assertThat(session.run(number -> session.session.revokeToken(number, revoke)).answer().result()).isEqualTo(Result.DONE);
            assertThat(session.look(TokenKind.OAUTH, pair.accessToken()).state()).isEqualTo(TokenStanding.State.INVALID);
            assertThat(session.run(number -> session.session.revokeToken(number, revoke)).answer().result()).as("twice").isEqualTo(Result.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t\r\nX: y"})
    void aTokenThatIsNoneIsRefusedAtOnce(String token) {
        try (Opened session = new Opened("")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> session.session.tokenInfo(1, TokenKind.OAUTH, token))
                    .isInstanceOf(NativeFailure.class).hasMessageContaining("token is empty or holds a control character");
        }
    }

    /** As a person gets it: log-in, question, code. */
    private String code() throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String ask = forge.url() + "/gitlab/oauth/authorize?response_type=code&scope=api&state=s&client_id=" + application.uid()
                + "&redirect_uri=" + encode(CALLBACK) + "&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";
        String location = location(browser.send(HttpRequest.newBuilder(URI.create(ask)).build(), HttpResponse.BodyHandlers.ofString()));
        assertThat(location).endsWith("/users/sign_in");
        HttpResponse<String> page = browser.send(HttpRequest.newBuilder(URI.create(forge.url() + location)).build(),
                HttpResponse.BodyHandlers.ofString());
        String back = location(post(browser, "/gitlab/users/sign_in", page.body(), "user[login]=connector&user[password]=connector"));
        HttpResponse<String> question = browser.send(HttpRequest.newBuilder(URI.create(forge.url() + back)).build(),
                HttpResponse.BodyHandlers.ofString());
        String granted = question.statusCode() == 302 ? location(question)
                : location(post(browser, "/gitlab/oauth/authorize", question.body().substring(0, question.body().indexOf("</form>")), ""));
        Matcher code = Pattern.compile("[?&]code=([0-9a-f]+)").matcher(granted);
        assertThat(code.find()).as(granted).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> post(HttpClient browser, String path, String form, String typed) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder(typed.replace("[", "%5B").replace("]", "%5D"));
        Matcher hidden = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">").matcher(form);
        while (hidden.find()) {
            body.append('&').append(encode(hidden.group(1))).append('=').append(encode(hidden.group(2).replace("&amp;", "&")));
        }
        return browser.send(HttpRequest.newBuilder(URI.create(forge.url() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
