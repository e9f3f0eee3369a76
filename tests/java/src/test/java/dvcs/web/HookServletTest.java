package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import com.atlassian.annotations.security.UnrestrictedAccess;
import com.atlassian.annotations.security.XsrfProtectionExcluded;
import dvcs.api.Hooks;
import dvcs.api.Hooks.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookServletTest {
    private Answer answer = Answer.ACCEPTED;
    private Hooks.Incoming came;
    private String body;

    private Exchange send(Exchange exchange) throws Exception {
        Hooks hooks = delivery -> {
            came = delivery;
            body = new String(delivery.body().readAllBytes(), StandardCharsets.UTF_8);
            return answer;
        };
        new HookServlet(hooks).service(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void whatCameIsHandedOnAsItCame() throws Exception {
        send(new Exchange("POST", "17/").body("{\"a\":1}").header("X-Gitlab-Token", "s"));
        assertThat(came.method()).isEqualTo("POST");
        assertThat(came.account()).isEqualTo("17");
        assertThat(came.length()).isEqualTo(7);
        assertThat(body).isEqualTo("{\"a\":1}");
        assertThat(came.headers()).contains(Map.entry("X-Gitlab-Token", "s"), Map.entry("Content-Type", "application/json"));
        send(new Exchange("GET", ""));
        assertThat(came.method()).isEqualTo("GET");
        assertThat(came.account()).isEmpty();
    }

    @Test
    void moreHeadersThanAnyForgeSendsAreCut() throws Exception {
        Exchange exchange = new Exchange("POST", "1");
        for (int i = 0; i < 1_000; i++) {
            exchange.header("X-Header-" + i, "v");
        }
        send(exchange);
        assertThat(came.headers()).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED, 200", "LATER, 202", "REFUSED, 404", "UNAVAILABLE, 503"})
    void eachAnswerHasItsStatusAndNothingElse(Answer given, int status) throws Exception {
        answer = given;
        Exchange exchange = send(new Exchange("POST", "1").body("{}"));
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.content()).isEmpty();
        assertThat(exchange.answered()).isEqualTo(Map.of("Cache-Control", "no-store"));
        verify(exchange.response()).setContentLength(0);
    }

    @Test
    void everyMethodIsAnsweredByTheReceiver() throws Exception {
        answer = Answer.REFUSED;
        for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND")) {
            Exchange exchange = send(new Exchange(method, "1"));
            assertThat(exchange.status()).as(method).isEqualTo(404);
            assertThat(exchange.answered()).as("no Allow header of the container").isEqualTo(Map.of("Cache-Control", "no-store"));
        }
    }

    @Test
    void isOpenForTheContainerAndNeedsNoTokenOfAForm() {
        assertThat(HookServlet.class).hasAnnotation(UnrestrictedAccess.class).hasAnnotation(XsrfProtectionExcluded.class);
    }
}
