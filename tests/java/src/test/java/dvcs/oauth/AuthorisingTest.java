package dvcs.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.Authorisations;
import dvcs.api.Authorisations.Failure;
import dvcs.api.Authorisations.Landing;
import dvcs.api.Authorisations.NewAccount;
import dvcs.api.Authorisations.Return;
import dvcs.api.Certificates;
import dvcs.api.ConnectorException;
import dvcs.oauth.MadeServer.Fault;
import dvcs.store.AccountRecord;
import dvcs.store.TestDatabase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorisingTest {
    @TempDir
    private Path home;

    private final List<String> begun = new ArrayList<>();
    private OAuthWorld world;
    private Authorisations here;
    private Authorisations there;
    private int client;
    private ConnectorException examined;

    private final Forge forge = new Forge() {
        @Override
        public void requireReady() {}

        @Override
        public void examine(AccountRecord account, String token) {
            begun.add("examine " + account.url() + "/" + account.owner() + " with " + token);
            if (examined != null) {
                throw examined;
            }
        }

        @Override
        public void begin(int accountId, boolean isNew) {
            begun.add((isNew ? "begin " : "go on with ") + accountId);
        }
    };

    private void use(TestDatabase database) {
        world = new OAuthWorld(database, home);
        client = world.client();
        here = world.oauth().authorisations(world.server, forge);
        there = world.oauth().authorisations(world.server, forge);
    }

    private NewAccount acme() {
        return new NewAccount(client, " /acme/ ", true, false, Certificates.NONE);
    }

    /** What the forge is told by the browser, which the person confirms there. */
    private Map<String, String> query(String address) {
        Map<String, String> query = Arrays.stream(URI.create(address).getRawQuery().split("&")).map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
        world.server.challenge = query.get("code_challenge");
        return query;
    }

    private String begin() {
        return query(here.start("ann", acme())).get("state");
    }

    private static Return code(String state) {
        return new Return(state, "code", "");
    }

    private Failure failed(Landing landing) {
        assertThat(landing.account()).isZero();
        return landing.failure();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theWayThereAndBackAddsAnAccount(TestDatabase database) throws Exception {
        use(database);
        String address = here.start("ann", acme());
        assertThat(address).startsWith("https://gitlab.outside.example/git/oauth/authorize?");
        Map<String, String> query = query(address);
        assertThat(query).containsEntry("client_id", "app & id").containsEntry("redirect_uri", OAuthWorld.CALLBACK).containsEntry("response_type", "code")
                .containsEntry("scope", "api").containsEntry("code_challenge_method", "S256");
        assertThat(query.get("state")).matches("[A-Za-z0-9_-]{43}");
        assertThat(query.get("code_challenge")).matches("[A-Za-z0-9_-]{43}");
        assertThat(world.stored()).doesNotContain(query.get("state")).doesNotContain(OAuthWorld.SECRET);

        Landing landing = there.finish("ann", code(query.get("state")));
        assertThat(landing.failure()).isNull();
        assertThat(landing.isNew()).isTrue();
        assertThat(world.server.asked).containsExactly("exchange code for " + OAuthWorld.CALLBACK);
        assertThat(begun).containsExactly("examine https://gitlab.example/acme with access-1", "begin " + landing.account());
        AccountRecord added = world.found(landing.account());
        assertThat(added.owner()).isEqualTo("acme");
        assertThat(world.token(added.id())).isEqualTo("access-1");
        assertThat(world.grants.refresh(world.grants.find(added.id()).orElseThrow())).isEqualTo("refresh-1");
        assertThat(world.grants.access(added.id()).oauth()).isTrue();
        assertThat(world.grants.access(added.id()).expiresAt()).isEqualTo(world.clock.millis() + 7_200_000);
        assertThat(database.count("OAUTH_FLOW")).isZero();
        assertThat(world.stored()).doesNotContain("access-1").doesNotContain("refresh-1");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aStateCountsOnce(TestDatabase database) {
        use(database);
        String state = begin();
        assertThat(there.finish("ann", code(state)).failure()).isNull();
        assertThat(failed(there.finish("ann", code(state)))).isEqualTo(Failure.STATE);
        assertThat(failed(here.finish("ann", code(state)))).isEqualTo(Failure.STATE);
        assertThat(world.server.asked).as("the code is not sent again").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aStateOfAnotherPersonIsNone(TestDatabase database) {
        use(database);
        String state = begin();
        assertThat(failed(there.finish("bob", code(state)))).isEqualTo(Failure.STATE);
        assertThat(world.server.asked).isEmpty();
        assertThat(there.finish("ann", code(state)).failure()).as("and who began it can still end it").isNull();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aStateLastsTenMinutes(TestDatabase database) {
        use(database);
        String late = begin();
        world.later(Duration.ofMinutes(10).plusMillis(1));
        assertThat(failed(there.finish("ann", code(late)))).isEqualTo(Failure.STATE);
        String inTime = begin();
        assertThat(database.count("OAUTH_FLOW")).as("what is over goes").isEqualTo(1);
        world.later(Duration.ofMinutes(10));
        assertThat(there.finish("ann", code(inTime)).failure()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatNoStateCanBeAsksNobody(TestDatabase database) {
        use(database);
        begin();
        database.faults().failAt(1); // the database would say so
        for (String state : List.of("", "x", "a".repeat(42), "a".repeat(100_000), "' OR 1=1 --" + "a".repeat(32))) {
            assertThat(failed(there.finish("ann", code(state)))).isEqualTo(Failure.STATE);
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatTheForgeSaysInsteadOfACodeHasItsOwnEnd(TestDatabase database) {
        use(database);
        Map<String, Failure> ends = Map.of("access_denied", Failure.DENIED, "invalid_scope", Failure.SCOPE, "unauthorized_client", Failure.CLIENT,
                "temporarily_unavailable", Failure.UNREACHABLE, "<script>", Failure.CODE);
        ends.forEach((error, end) -> {
            assertThat(failed(there.finish("ann", new Return(begin(), "", error)))).as(error).isEqualTo(end);
        });
        assertThat(failed(there.finish("ann", new Return("a".repeat(43), "", "access_denied")))).as("nobody began that").isEqualTo(Failure.STATE);
        for (String code : List.of("", "with blank", "b\n", "c".repeat(2_001))) {
            assertThat(failed(there.finish("ann", new Return(begin(), code, "")))).isEqualTo(Failure.CODE);
        }
        assertThat(world.server.asked).isEmpty();
        assertThat(world.accounts.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRefusedCodeAddsNothing(TestDatabase database) {
        use(database);
        assertThat(failed(there.finish("ann", new Return(begin(), "replayed", "")))).isEqualTo(Failure.CODE);
        world.server.refusal = "invalid_client";
        assertThat(failed(there.finish("ann", code(begin())))).isEqualTo(Failure.CLIENT);
        world.server.refusal = "";
        world.server.fault = Fault.NOT_SENT;
        assertThat(failed(there.finish("ann", code(begin())))).isEqualTo(Failure.UNREACHABLE);
        assertThat(world.accounts.all()).isEmpty();
        assertThat(begun).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theProofIsThatOfTheOneWhoBegan(TestDatabase database) {
        use(database);
        String state = begin();
        begin(); // its challenge is not that of the first
        assertThat(failed(there.finish("ann", code(state)))).isEqualTo(Failure.CODE);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatLeadsToNoAccountIsGivenBack(TestDatabase database) {
        use(database);
        Map<String, Failure> ends = Map.of("name", Failure.OWNER, "token", Failure.SCOPE, "url", Failure.UNREACHABLE, "", Failure.INTERNAL);
        int count = 0;
        for (Map.Entry<String, Failure> end : ends.entrySet()) {
            examined = new ConnectorException(502, "The forge says no.", end.getKey());
            assertThat(failed(there.finish("ann", code(begin())))).isEqualTo(end.getValue());
            assertThat(world.server.revoked).hasSize(++count).last().isEqualTo("refresh-" + count);
        }
        examined = null;
        world.server.scope = "read_api";
        assertThat(failed(there.finish("ann", code(begin())))).isEqualTo(Failure.SCOPE);
        assertThat(world.server.revoked).hasSize(count + 1);
        assertThat(world.accounts.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theSameAccountTwiceIsOne(TestDatabase database) {
        use(database);
        String first = begin();
        String challenge = world.server.challenge;
        String second = begin();
        assertThat(there.finish("ann", code(second)).failure()).isNull();
        world.server.challenge = challenge;
        assertThat(failed(here.finish("ann", code(first)))).isEqualTo(Failure.DUPLICATE);
        assertThat(world.server.revoked).containsExactly("refresh-2");
        assertThatThrownBy(() -> here.start("ann", acme())).isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.field()).isEqualTo("name"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAccountThatWasStoppedGoesOnAfterOneClick(TestDatabase database) {
        use(database);
        int account = world.account("acme", client);
        world.accounts.stop(account, world.found(account).credentialVersion(), "It was revoked.");
        String state = query(here.again("ann", account)).get("state");
        Landing landing = there.finish("ann", code(state));
        assertThat(landing).isEqualTo(new Landing(account, false, null));
        assertThat(world.found(account).stopped()).isFalse();
        assertThat(world.found(account).error()).isEmpty();
        assertThat(world.token(account)).isEqualTo("access-2");
        assertThat(world.server.revoked).as("the pair before").containsExactly("refresh-1");
        assertThat(begun).endsWith("go on with " + account);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsRemovedMeanwhileIsNotAuthorised(TestDatabase database) {
        use(database);
        int account = world.account("acme", client);
        String state = query(here.again("ann", account)).get("state");
        world.accounts.markRemoved(account);
        assertThat(failed(there.finish("ann", code(state)))).isEqualTo(Failure.STATE);
        assertThatThrownBy(() -> here.again("ann", account)).hasMessageContaining("no account");

        String other = query(here.start("ann", new NewAccount(client, "beta", true, true, Certificates.NONE))).get("state");
        assertThat(world.clients.delete(client)).isTrue();
        assertThat(failed(there.finish("ann", code(other)))).isEqualTo(Failure.STATE);
        assertThatThrownBy(() -> here.start("ann", acme())).isInstanceOfSatisfying(ConnectorException.class,
                e -> assertThat(e.field()).isEqualTo("clientConfiguration"));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatCannotBeBegunIsSaidAtOnce(TestDatabase database) {
        use(database);
        assertThatThrownBy(() -> here.start("ann", new NewAccount(client, "https://gitlab.example/acme", true, true, Certificates.NONE)))
                .hasMessageContaining("not its address");
        int entered = world.accounts.insert(OAuthWorld.record("entered"), "glpat", true);
        assertThatThrownBy(() -> here.again("ann", entered)).hasMessageContaining("access token");
        database.database().change(dvcs.store.Accounts::forgetCredentials);
        assertThatThrownBy(() -> here.start("ann", acme())).hasMessageContaining("entered again");
        assertThat(database.count("OAUTH_FLOW")).isZero();
    }
}
