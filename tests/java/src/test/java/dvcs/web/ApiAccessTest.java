package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dvcs.web.Route.Access;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentMatchers;

/** Every address of the API against everybody who may ask. The addresses come from the router: none can be forgotten. */
class ApiAccessTest {
    private static Exchange legal(Fixture fixture, Route route) {
        String path = route.pattern().replace("repositories/{id}", "repositories/5").replace("{id}", "1").replace("{key}", "KEY-1");
        Exchange exchange = fixture.call(route.method(), path);
        String body = switch (route.method() + " " + route.pattern()) {
            case "POST accounts" -> "{\"host\":\"gitlab\",\"name\":\"a\",\"url\":\"https://h\",\"token\":\"t\"}";
            case "PUT accounts/{id}" -> "{\"autoLink\":false}";
            case "PUT accounts/{id}/rules", "POST accounts/{id}/rules/preview" -> "{\"include\":\"a/**\",\"exclude\":\"\"}";
            case "PUT repositories/{id}" -> "{\"linked\":false}";
            case "POST commands/dry-run" -> "{\"message\":\"KEY-1 #close\",\"authorName\":\"ann\"}";
            case "POST author-mappings" -> "{\"author\":\"zoe@example.com\",\"user\":\"ann\"}";
            case "POST accounts/{id}/deletions", "POST repositories/{id}/deletions" -> "{\"accept\":true}";
            case "POST client-configurations" -> "{\"name\":\"a\",\"host\":\"gitlab\",\"url\":\"https://h\",\"applicationId\":\"i\",\"secret\":\"s\"}";
            case "PUT client-configurations/{id}" -> "{\"name\":\"b\"}";
            case "POST oauth/start" -> "{\"accountId\":1}";
            case "POST status/resume" -> "{\"moved\":true}";
            default -> "";
        };
        return body.isEmpty() ? exchange : exchange.body(body);
    }

    static Stream<Arguments> everybodyEverywhere() {
        return new Fixture().web.router().routes().stream()
                .flatMap(route -> Stream.of(null, "alice", "bob", "admin").map(user -> Arguments.of(route, user)));
    }

    private static int expected(Route route, String user) {
        return switch (route.access()) {
            case ANYONE -> 200;
            case ANYONE_WHO_SEES_THE_ISSUE -> user == null ? 401 : user.equals("bob") ? 403 : 200;
            case ADMINISTRATOR -> user == null ? 401 : user.equals("admin") ? 200 : 403;
        };
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("everybodyEverywhere")
    void onlyWhoMayIsServed(Route route, String user) throws Exception {
        Fixture fixture = new Fixture().as(user);
        Exchange exchange = fixture.send(legal(fixture, route).noCheck());
        int expected = expected(route, user);
        if (expected == 200) {
            assertThat(exchange.status()).isBetween(200, 204);
        } else {
            assertThat(exchange.status()).isEqualTo(expected);
            assertThat(exchange.json().get("error").asText()).endsWith(".");
            assertThat(fixture.connector.asked).isEmpty();
        }
        assertThat(exchange.answered("Cache-Control")).isEqualTo("no-store");
        assertThat(exchange.answered("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    static Stream<Route> changes() {
        return new Fixture().web.router().routes().stream().filter(route -> !route.method().equals("GET"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeNeedsTheHeader(Route route) throws Exception {
        for (String value : Arrays.asList(null, "", "check", "NO-CHECK ")) {
            Fixture fixture = new Fixture().as("admin");
            Exchange exchange = legal(fixture, route);
            if (value != null) {
                exchange.header("X-Atlassian-Token", value);
            }
            assertThat(fixture.send(exchange).status()).isEqualTo(403);
            assertThat(fixture.connector.asked).isEmpty();
        }
    }

    static Stream<Route> administratorRoutes() {
        return new Fixture().web.router().routes().stream().filter(route -> route.access() == Access.ADMINISTRATOR);
    }

    @ParameterizedTest
    @MethodSource("administratorRoutes")
    void aSessionNeedsThePasswordAgain(Route route) throws Exception {
        Fixture fixture = new Fixture().as("admin");
        fixture.websudoEnded();
        Exchange exchange = fixture.send(legal(fixture, route).noCheck());
        assertThat(exchange.status()).isEqualTo(401);
        assertThat(exchange.json().get("field").asText()).isEqualTo("websudo");
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void aPasswordInTheRequestNeedsNoSecondOne() throws Exception {
        Fixture fixture = new Fixture().as("admin");
        fixture.websudoEnded();
        assertThat(fixture.send(fixture.call("GET", "accounts").basic()).status()).isEqualTo(200);
        verify(fixture.websudo, never()).willExecuteWebSudoRequest(ArgumentMatchers.any());
    }

    @Test
    void aHeaderThatJiraMayHaveIgnoredProvesNothing() throws Exception {
        Fixture fixture = new Fixture().as("admin");
        fixture.websudoEnded();
        Exchange stolen = fixture.call("GET", "accounts").header("Authorization", "Basic AAAA");
        assertThat(fixture.send(stolen).status()).isEqualTo(401);
        Exchange remembered = fixture.call("GET", "accounts").basic().header("Authorization", "Nonsense AAAA");
        assertThat(fixture.send(remembered).status()).as("beside a cookie that logs in by itself").isEqualTo(401);
    }

    @Test
    void strangersLearnNothingOfIssues() throws Exception {
        Fixture fixture = new Fixture().as("alice");
        assertThat(fixture.send(fixture.call("GET", "issues/NO-1/development")).status()).isEqualTo(404);
        fixture.as(null);
        assertThat(fixture.send(fixture.call("GET", "issues/NO-1/development")).content())
                .isEqualTo(fixture.send(fixture.call("GET", "issues/KEY-1/development")).content());
    }
}
