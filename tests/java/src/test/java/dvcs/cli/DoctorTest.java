package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.forge.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dvcsctl doctor against the forge, well and in every trouble that it can be put into. */
class DoctorTest {
    private static final List<String> STEPS = List.of("name resolution", "TCP", "proxy", "TLS chain", "HTTP", "API version", "token",
            "scope", "owner visible", "repositories visible", "hook permission", "git fast path");

    @TempDir
    Path folder;

    private Forge forge;
    private Dvcsctl dvcsctl;

    @BeforeEach
    void needTheProgram() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
    }

    private void serve(ForgeOptions options) {
        forge = Forge.start(options);
        dvcsctl = new Dvcsctl(folder, forge.token());
    }

    private void serve() {
        serve(ForgeOptions.in(folder.resolve("forge")));
    }

    private void serve(Tls.Kind kind) {
        serve(ForgeOptions.in(folder.resolve("forge")).withTls(kind));
    }

    @AfterEach
    void stop() {
        if (forge != null) {
            forge.close();
        }
    }

    private void token(String state, String... scopes) {
        String value = "glpat-other-00000000000";
        forge.addToken(value, state, Set.of(scopes));
        dvcsctl = new Dvcsctl(folder, value);
    }

    private List<String> arguments(String url, String owner, String... more) {
        List<String> arguments = new ArrayList<>(List.of("doctor", "--host", "gitlab", "--url", url, "--owner", owner,
                "--token-file", dvcsctl.file("token").toString(), "--retry-for", "0"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Every step, in order, each with words; the exit code says whether one failed. */
    private Dvcsctl.Run examine(String url, String owner, String... more) {
        List<String> arguments = arguments(url, owner, more);
        arguments.add("--json");
        Dvcsctl.Run run = dvcsctl.run(arguments);
        assertThat(run.errors()).isEmpty();
        assertThat(run.lines()).extracting(line -> line.get("step").asText()).containsExactlyElementsOf(STEPS);
        boolean failed = run.lines().stream().anyMatch(line -> line.get("outcome").asText().equals("failed"));
        assertThat(run.code()).isEqualTo(failed ? 1 : 0);
        assertThat(run.lines()).allSatisfy(line -> {
            assertThat(line.get("found").asText()).endsWith(".").doesNotContain("glpat-");
            assertThat(line.get("remedy").asText()).doesNotContain("glpat-");
            if (line.get("outcome").asText().matches("failed|warning")) {
                assertThat(line.get("remedy").asText()).isNotBlank();
            }
        });
        return run;
    }

    private Dvcsctl.Run acme(String... more) {
        return examine(forge.url(), "acme", more);
    }

    private static JsonNode step(Dvcsctl.Run run, String name) {
        return run.lines().get(STEPS.indexOf(name));
    }

    /** It is the first that failed, and what lies behind it was not tried. */
    private static void failed(Dvcsctl.Run run, String name, String found, String remedy) {
        int at = STEPS.indexOf(name);
        assertThat(run.lines().subList(0, at)).allSatisfy(line -> assertThat(line.get("outcome").asText()).isNotEqualTo("failed"));
        assertThat(step(run, name).get("outcome").asText()).isEqualTo("failed");
        assertThat(step(run, name).get("found").asText()).contains(found);
        assertThat(step(run, name).get("remedy").asText()).contains(remedy);
        assertThat(run.lines().subList(at + 1, STEPS.size())).allSatisfy(line -> assertThat(line.get("outcome").asText()).isEqualTo("skipped"));
    }

    private static void warned(Dvcsctl.Run run, String name, String found) {
        assertThat(run.code()).isZero();
        assertThat(step(run, name).get("outcome").asText()).isEqualTo("warning");
        assertThat(step(run, name).get("found").asText()).contains(found);
    }

    @Test
    void aGoodConnectionIsWellThroughout() {
        serve(Tls.Kind.GOOD);
        Dvcsctl.Run run = acme("--ca", forge.authority().toString());
        assertThat(run.lines()).allSatisfy(line -> assertThat(line.get("outcome").asText()).as(line.toString()).isEqualTo("ok"));
        assertThat(step(run, "TLS chain").get("found").asText()).startsWith("TLSv1.").contains("issued by CN=Test authority");
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Dvcsctl.json(Dvcsctl.text(Path.of("../fixtures/dvcsctl.schema.json"))));
        assertThat(run.lines()).allSatisfy(line -> assertThat(schema.validate(line)).isEmpty());
    }

    @Test
    void theLightWayTakesAHandfulOfRequestsThatOnlyRead() {
        serve();
        warned(acme(), "TLS chain", "not encrypted");
        assertThat(forge.requests().total()).isEqualTo(7);
        assertThat(forge.requests().counts().keySet()).allMatch(line -> line.startsWith("GET "));
    }

    @Test
    void oneRepositoryByItsNumber() {
        serve();
        List<String> arguments = arguments(forge.url(), "");
        arguments.removeAll(List.of("--owner", ""));
        arguments.addAll(List.of("--project", Long.toString(forge.project("acme/webshop").id()), "--json"));
        Dvcsctl.Run run = dvcsctl.run(arguments);
        assertThat(run.code()).isZero();
        assertThat(step(run, "owner visible").get("outcome").asText()).isEqualTo("skipped");
        assertThat(step(run, "git fast path").get("found").asText()).contains("acme/webshop");
    }

    @Test
    void peopleGetOneAlignedLineForEachStep() throws Exception {
        serve();
        Dvcsctl.Started started = dvcsctl.start(arguments(forge.url(), "nobody-knows"));
        assertThat(started.process().waitFor()).isEqualTo(1);
        List<String> lines = Dvcsctl.text(started.out()).lines().toList();
        assertThat(lines).hasSize(STEPS.size());
        for (int i = 0; i < STEPS.size(); i++) {
            assertThat(lines.get(i)).matches("\\Q" + STEPS.get(i) + "\\E {2,}(ok|warning|failed|skipped) +\\S.*");
            assertThat(lines.get(i).charAt(21)).isEqualTo(' ');
            assertThat(lines.get(i).charAt(22)).isNotEqualTo(' ');
        }
        assertThat(lines.get(STEPS.indexOf("owner visible"))).contains(" What to do: ");
    }

    @Test
    void aWrongPort() {
        serve();
        String url = forge.url();
        forge.close();
        forge = null;
        failed(examine(url, "acme"), "TCP", "refuses connections on port " + URI.create(url).getPort(), "host URL");
    }

    @Test
    void aWrongHostName() {
        serve();
        failed(examine("http://no-such-host.invalid", "acme"), "name resolution", "no-such-host.invalid", "name servers");
    }

    @Test
    void aForeignAuthority() {
        serve(Tls.Kind.GOOD);
        failed(acme(), "TLS chain", "issued by CN=Test authority", "keytool -importcert -alias localhost-ca");
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, expired, Renew the certificate",
        "WRONG_HOST, mismatch, name that the certificate was issued for",
        "SELF_SIGNED, self, keytool"})
    void aBadCertificate(Tls.Kind kind, String found, String remedy) {
        serve(kind);
        failed(acme("--ca", forge.authority().toString()), "TLS chain", found, remedy);
    }

    @Test
    void httpsAtAPlainPort() {
        serve();
        failed(examine(forge.url().replace("http:", "https:"), "acme"), "TLS chain", "", "HTTPS");
    }

    @ParameterizedTest
    @CsvSource({"expired, it has expired.", "revoked, it was revoked."})
    void aTokenThatIsNoneAnyMoreIsShownOnce(String state, String found) {
        serve();
        token(state, "api");
        failed(acme(), "token", found, "Create a new one");
        assertThat(forge.requests().total()).isEqualTo(1);
    }

    @Test
    void anUnknownTokenAndABlockedUser() {
        serve();
        dvcsctl = new Dvcsctl(folder, "glpat-unknown-000000000");
        failed(acme(), "token", "it is unknown there", "copied whole");
        token("blocked", "api");
        failed(acme(), "token", "its user is blocked.", "Unblock");
    }

    @Test
    void aScopeThatIsMissing() {
        serve();
        token("active", "read_user");
        failed(acme(), "scope", "Its scopes are read_user", "read_api (or api)");
        token("active", "read_repository");
        failed(acme(), "scope", "read_repository", "read_api (or api)");
    }

    @Test
    void readApiIsEnoughButForWebhooks() {
        serve();
        token("active", "read_api");
        warned(acme(), "hook permission", "the token's scope is not");
    }

    @Test
    void anUnknownGroupIsToldWhatIsVisible() {
        serve();
        failed(examine(forge.url(), "no-such-group"), "owner visible", "visible are acme, acme/tools", "the path of one of these");
    }

    @Test
    void aServerWithoutFiltersIsReadThroughTheApi() {
        serve();
        forge.quirks().setFilters(false);
        warned(acme(), "git fast path", "offers no filters");
    }

    @ParameterizedTest
    @CsvSource({"HTML_WITH_200, log-in page", "BAD_GATEWAY_HTML, log-in page", "CLOSED, ", "TRUNCATED, "})
    void somethingElseAnswersInPlaceOfTheApi(Faults.Kind kind, String remedy) {
        serve();
        forge.faults().add("/api/v4/metadata", kind, 100);
        failed(acme(), "HTTP", "localhost", remedy == null ? "" : remedy);
    }

    @Test
    void aProxyThatBreaksGitOnly() {
        serve();
        forge.faults().add("/acme/", Faults.Kind.BAD_GATEWAY_HTML, 1);
        warned(acme(), "git fast path", "Commits are read through the API instead");
    }

    @Test
    void aWrongPathBelowTheHost() {
        serve();
        failed(examine(forge.url() + "/gitlab", "acme"), "HTTP", "There is no GitLab API at", "log-in page");
    }

    @Test
    void mistakesOfTheCommandLineAreUsage() {
        serve();
        assertThat(dvcsctl.run(arguments("localhost", "acme")).code()).isEqualTo(2);
        assertThat(dvcsctl.run(List.of("doctor", "--url", forge.url())).code()).isEqualTo(2);
    }
}
