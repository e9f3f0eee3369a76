package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dvcs.api.CommandState;
import dvcs.api.Development;
import dvcs.api.Development.Branch;
import dvcs.api.Development.Changes;
import dvcs.api.Development.Commit;
import dvcs.api.Development.MergeRequest;
import dvcs.api.Development.SmartCommand;
import dvcs.api.Progress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** openapi.json against the router, and real answers against openapi.json. */
class OpenApiTest {
    private static JsonNode description;

    private Fixture fixture;

    @BeforeAll
    static void readIt() throws Exception {
        Fixture anybody = new Fixture();
        description = anybody.send(anybody.call("GET", "openapi.json")).json();
    }

    @BeforeEach
    void administrator() {
        fixture = new Fixture().as("admin");
        fixture.connector.development = new Development(
                List.of(new Commit("ab", "r", "", "", "A", "a@x", 1, 0, 1, "m", false, Changes.NOT_LOADED,
                        Stream.of(CommandState.values()).map(state -> new SmartCommand("KEY-1", "close", "done", state, "why")).toList())),
                List.of(new Branch("b", "r", "", "ab")),
                List.of(new MergeRequest(1, "r", "", "t", "opened", false, "s", "t", "A", 1)));
    }

    @Test
    void describesEveryAddressAndNoOther() {
        Set<String> described = new TreeSet<>();
        description.get("paths").fields().forEachRemaining(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey().substring(1))));
        Set<String> routed = new TreeSet<>();
        fixture.web.router().routes().forEach(route -> routed.add(route.method() + " " + route.pattern()));
        assertThat(described).isEqualTo(routed);
    }

    @Test
    void everyChangeAsksForTheHeader() {
        fixture.web.router().routes().stream().filter(route -> !route.method().equals("GET")).forEach(route -> assertThat(
                operation(route.method(), route.pattern()).get("parameters").toString()).contains("NoCheck"));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("GET", "accounts", "accounts", "", 200),
                Arguments.of("POST", "accounts", "accounts", "{\"host\":\"gitlab\",\"url\":\"https://h\",\"token\":\"t\"}", 201),
                Arguments.of("POST", "accounts", "accounts", "{\"host\":\"gitlab\",\"url\":\"https://h\",\"token\":\"wrong\"}", 502),
                Arguments.of("POST", "accounts", "accounts", "{\"hots\":\"gitlab\"}", 400),
                Arguments.of("GET", "accounts/{id}", "accounts/1", "", 200),
                Arguments.of("GET", "accounts/{id}", "accounts/8", "", 404),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"autoLink\":true}", 200),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"ca\":" + Authority.json() + "}", 200),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"ca\":\"hello\"}", 400),
                Arguments.of("DELETE", "accounts/{id}", "accounts/1", "", 204),
                Arguments.of("POST", "accounts/{id}/refresh", "accounts/1/refresh", "", 202),
                Arguments.of("POST", "accounts/{id}/cancel", "accounts/1/cancel", "", 202),
                Arguments.of("POST", "accounts/{id}/deletions", "accounts/1/deletions", "{\"accept\":true}", 202),
                Arguments.of("POST", "accounts/{id}/deletions", "accounts/1/deletions", "{}", 400),
                Arguments.of("POST", "accounts/{id}/deletions", "accounts/2/deletions", "{\"accept\":true}", 404),
                Arguments.of("GET", "accounts/{id}/doctor", "accounts/1/doctor", "", 200),
                Arguments.of("POST", "accounts/{id}/doctor", "accounts/1/doctor", "", 202),
                Arguments.of("POST", "accounts/{id}/doctor", "accounts/2/doctor", "", 404),
                Arguments.of("POST", "accounts/{id}/webhooks", "accounts/1/webhooks", "", 202),
                Arguments.of("POST", "accounts/{id}/webhooks", "accounts/2/webhooks", "", 404),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"webhooks\":false}", 200),
                Arguments.of("GET", "accounts/{id}/repositories", "accounts/1/repositories", "", 200),
                Arguments.of("GET", "repositories/{id}", "repositories/5", "", 200),
                Arguments.of("PUT", "repositories/{id}", "repositories/5", "{\"linked\":true}", 200),
                Arguments.of("POST", "repositories/{id}/sync", "repositories/5/sync", "", 202),
                Arguments.of("POST", "repositories/{id}/cancel", "repositories/5/cancel", "", 202),
                Arguments.of("POST", "repositories/{id}/deletions", "repositories/5/deletions", "{\"accept\":false}", 202),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"smartCommits\":false,\"authorPolicy\":\"STRICT\"}", 200),
                Arguments.of("PUT", "accounts/{id}", "accounts/1", "{\"authorPolicy\":\"strict\"}", 400),
                Arguments.of("PUT", "repositories/{id}", "repositories/5", "{\"smartCommits\":\"OFF\"}", 200),
                Arguments.of("PUT", "repositories/{id}", "repositories/5", "{}", 400),
                Arguments.of("GET", "accounts/{id}/rules", "accounts/1/rules", "", 200),
                Arguments.of("GET", "accounts/{id}/rules", "accounts/9/rules", "", 404),
                Arguments.of("PUT", "accounts/{id}/rules", "accounts/1/rules", "{\"include\":\"\",\"exclude\":\"a/**\"}", 200),
                Arguments.of("PUT", "accounts/{id}/rules", "accounts/1/rules", "{\"include\":\"\"}", 400),
                Arguments.of("POST", "accounts/{id}/rules/preview", "accounts/1/rules/preview", "{\"include\":\"a\",\"exclude\":\"\"}", 200),
                Arguments.of("POST", "accounts/{id}/rules/preview", "accounts/1/rules/preview", "{\"include\":\"a**\",\"exclude\":\"\"}", 400),
                Arguments.of("GET", "queue", "queue", "", 200),
                Arguments.of("POST", "repositories/{id}/top", "repositories/5/top", "", 204),
                Arguments.of("POST", "repositories/{id}/top", "repositories/6/top", "", 409),
                Arguments.of("POST", "repositories/{id}/top", "repositories/7/top", "", 404),
                Arguments.of("GET", "commands", "commands", "", 200),
                Arguments.of("POST", "commands/{id}/retry", "commands/1/retry", "", 202),
                Arguments.of("POST", "commands/{id}/retry", "commands/2/retry", "", 409),
                Arguments.of("POST", "commands/{id}/retry", "commands/3/retry", "", 404),
                Arguments.of("POST", "commands/{id}/dismiss", "commands/1/dismiss", "", 200),
                Arguments.of("POST", "commands/{id}/dismiss", "commands/2/dismiss", "", 409),
                Arguments.of("POST", "commands/{id}/dismiss", "commands/3/dismiss", "", 404),
                Arguments.of("POST", "commands/dry-run", "commands/dry-run", "{\"message\":\"KEY-1 #x\",\"authorName\":\"a\"}", 200),
                Arguments.of("POST", "commands/dry-run", "commands/dry-run", "{\"message\":\"\"}", 400),
                Arguments.of("GET", "author-mappings", "author-mappings", "", 200),
                Arguments.of("POST", "author-mappings", "author-mappings", "{\"author\":\"a\",\"user\":\"ann\"}", 201),
                Arguments.of("POST", "author-mappings", "author-mappings", "{\"author\":\"a\",\"user\":\"nobody\"}", 400),
                Arguments.of("DELETE", "author-mappings/{id}", "author-mappings/1", "", 204),
                Arguments.of("DELETE", "author-mappings/{id}", "author-mappings/2", "", 404),
                Arguments.of("GET", "client-configurations", "client-configurations", "", 200),
                Arguments.of("POST", "client-configurations", "client-configurations", "{\"name\":\"a\",\"secret\":\"s\"}", 201),
                Arguments.of("POST", "client-configurations", "client-configurations", "{\"name\":\"a\"}", 400),
                Arguments.of("PUT", "client-configurations/{id}", "client-configurations/1", "{\"name\":\"b\"}", 200),
                Arguments.of("PUT", "client-configurations/{id}", "client-configurations/2", "{\"url\":\"https://h\"}", 409),
                Arguments.of("PUT", "client-configurations/{id}", "client-configurations/3", "{\"name\":\"b\"}", 404),
                Arguments.of("DELETE", "client-configurations/{id}", "client-configurations/1", "", 204),
                Arguments.of("DELETE", "client-configurations/{id}", "client-configurations/2", "", 409),
                Arguments.of("POST", "oauth/start", "oauth/start", "{\"accountId\":1}", 200),
                Arguments.of("POST", "oauth/start", "oauth/start", "{\"clientConfiguration\":1,\"name\":\"acme\"}", 200),
                Arguments.of("POST", "oauth/start", "oauth/start", "{\"name\":\"acme\"}", 400),
                Arguments.of("POST", "oauth/start", "oauth/start", "{\"clientConfiguration\":1,\"name\":\"there\"}", 409),
                Arguments.of("POST", "oauth/start", "oauth/start", "{\"accountId\":7}", 404),
                Arguments.of("GET", "issues/{key}/development", "issues/KEY-1/development", "", 200),
                Arguments.of("GET", "issues/{key}/development", "issues/NO-1/development", "", 404),
                Arguments.of("GET", "issues/{key}/development/version", "issues/KEY-1/development/version", "", 200),
                Arguments.of("GET", "issues/{key}/development/version", "issues/NO-1/development/version", "", 404),
                Arguments.of("GET", "issues/{key}/development/html", "issues/KEY-1/development/html", "", 200),
                Arguments.of("GET", "issues/{key}/development/html", "issues/NO-1/development/html", "", 404),
                Arguments.of("GET", "status", "status", "", 200),
                Arguments.of("POST", "status/resume", "status/resume", "{\"moved\":true}", 200));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answersAreAsDescribed(String method, String pattern, String path, String body, int status) throws Exception {
        Exchange exchange = fixture.call(method, path).noCheck();
        fixture.send(body.isEmpty() ? exchange : exchange.body(body));
        assertThat(exchange.status()).isEqualTo(status);
        JsonNode answer = resolve(operation(method, pattern).get("responses").get(String.valueOf(status)));
        assertThat(answer).as("answer %s of %s %s", status, method, pattern).isNotNull();
        if (status == 204) {
            assertThat(answer.has("content")).isFalse();
        } else {
            JsonNode schema = answer.at("/content/application~1json/schema");
            assertThat(schema(schema).validate(exchange.json())).isEmpty();
        }
    }

    @Test
    void theCheckFindsAFieldThatNobodyDescribed() throws Exception {
        ObjectNode status = (ObjectNode) fixture.send(fixture.call("GET", "status")).json();
        JsonSchema schema = schema(new ObjectMapper().readTree("{\"$ref\":\"#/components/schemas/Status\"}"));
        assertThat(schema.validate(status)).isEmpty();
        assertThat(schema.validate(status.deepCopy().put("more", 1))).isNotEmpty();
        status.remove("paused");
        assertThat(schema.validate(status)).isNotEmpty();
    }

    @Test
    void aRunningAccountShowsItsProgress() throws Exception {
        JsonNode progress = fixture.send(fixture.call("GET", "accounts/1")).json().get("progress");
        assertThat(progress.size()).isEqualTo(Progress.class.getRecordComponents().length);
    }

    private static JsonNode operation(String method, String pattern) {
        return description.get("paths").get("/" + pattern).get(method.toLowerCase());
    }

    private static JsonNode resolve(JsonNode node) {
        return node != null && node.has("$ref") ? description.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The schema with the components beside it, so that its references resolve. */
    private static JsonSchema schema(JsonNode schema) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.set("allOf", new ObjectMapper().createArrayNode().add(schema));
        whole.set("components", description.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(whole);
    }
}
