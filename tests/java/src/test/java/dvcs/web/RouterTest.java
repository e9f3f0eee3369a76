package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.ConnectorException;
import dvcs.web.Route.Access;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Router.Gate OPEN = route -> {};

    private static Answer answer(Router router, String method, String path) {
        return router.answer(new Call(method, path, Map.of(), new byte[0], ""), OPEN);
    }

    private static Router failing(RuntimeException failure) {
        return new Router(List.of(new Route("GET", "x", Access.ANYONE, (call, none) -> {
            throw failure;
        })));
    }

    @ParameterizedTest
    @CsvSource({"things, ''", "things/12, 12", "things/12/deep, 12", "named/KEY-1/end, KEY-1"})
    void findsTheRouteAndItsArgument(String path, String argument) {
        Router router = new Router(List.of(
                new Route("GET", "things", Access.ANYONE, (call, id) -> Answer.ok(id)),
                new Route("GET", "things/{id}", Access.ANYONE, (call, id) -> Answer.ok(id)),
                new Route("GET", "things/{id}/deep", Access.ANYONE, (call, id) -> Answer.ok(id)),
                new Route("GET", "named/{key}/end", Access.ANYONE, (call, key) -> Answer.ok(key))));
        assertThat(answer(router, "GET", path).json()).isEqualTo("\"" + argument + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "thing", "things/", "things/x", "things/-1", "things/1234567890", "things/1/2", "things//deep", "things/١"})
    void anyOtherPathIsNotFound(String path) {
        Router router = new Router(List.of(
                new Route("GET", "things/{id}", Access.ANYONE, (call, id) -> Answer.ok(id)),
                new Route("GET", "things/{id}/deep", Access.ANYONE, (call, id) -> Answer.ok(id))));
        assertThat(answer(router, "GET", path).status()).isEqualTo(404);
    }

    @Test
    void anotherMethodIsToldWhichOnesThereAre() {
        Router router = new Router(List.of(
                new Route("PUT", "x", Access.ANYONE, (call, none) -> Answer.none()),
                new Route("GET", "x", Access.ANYONE, (call, none) -> Answer.none())));
        Answer answer = answer(router, "DELETE", "x");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, PUT");
    }

    @Test
    void theGateComesBeforeTheHandler() {
        Router router = failing(new IllegalStateException("the handler ran"));
        Answer answer = router.answer(new Call("GET", "x", Map.of(), new byte[0], ""), route -> {
            throw new Refusal(403, "No.");
        });
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json()).isEqualTo("{\"error\":\"No.\"}");
    }

    @Test
    void failuresBecomeSentences() {
        assertThat(answer(failing(new Refusal(400, "Bad.", "url")), "GET", "x").json())
                .isEqualTo("{\"error\":\"Bad.\",\"field\":\"url\"}");
        assertThat(answer(failing(new ConnectorException(503, "Not now")), "GET", "x").json()).isEqualTo("{\"error\":\"Not now.\"}");
        Answer refused = answer(failing(new ConnectorException(502, "The forge said no.", "token")), "GET", "x");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json()).isEqualTo("{\"error\":\"The forge said no.\",\"field\":\"token\"}");
    }

    @Test
    void aBugShowsNothingOfItself() {
        Answer answer = answer(failing(new IllegalStateException("token glpat-secret")), "GET", "x");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json()).doesNotContain("secret").contains("log");
    }
}
