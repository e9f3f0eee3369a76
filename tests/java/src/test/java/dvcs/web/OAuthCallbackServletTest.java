package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dvcs.api.Authorisations.Failure;
import dvcs.api.Authorisations.Landing;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OAuthCallbackServletTest {
    private static final String ACCOUNTS = "/jira/plugins/servlet/dvcs/accounts";

    private final Fixture fixture = new Fixture();

    private Exchange come(String... parameters) throws Exception {
        Exchange exchange = fixture.call("GET", "");
        for (int i = 0; i < parameters.length; i += 2) {
            when(exchange.request().getParameter(parameters[i])).thenReturn(parameters[i + 1]);
        }
        when(exchange.request().getQueryString()).thenReturn("state=s&code=c");
        new OAuthCallbackServlet(fixture.web, fixture.authorisations).doGet(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void leadsBackToTheNewAccount() throws Exception {
        fixture.as("admin");
        Exchange exchange = come("state", "s", "code", "c");
        assertThat(exchange.status()).isEqualTo(302);
        assertThat(exchange.answered("Location")).isEqualTo(ACCOUNTS + "?added=2");
        assertThat(exchange.answered("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(exchange.answered("Cache-Control")).isEqualTo("no-store");
        assertThat(fixture.connector.asked).containsExactly("admin is back: s c ");
    }

    @Test
    void leadsBackToTheAccountThatWasAuthorisedAgain() throws Exception {
        fixture.as("admin").authorisations.landing = new Landing(7, false, null);
        assertThat(come("state", "s", "code", "c").answered("Location")).isEqualTo(ACCOUNTS + "?authorised=7");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void whatWentWrongIsACodeThatThePageHasWordsFor(Failure failure) throws Exception {
        fixture.as("admin").authorisations.landing = new Landing(0, false, failure);
        Exchange exchange = come("error", "access_denied", "error_description", "<script>alert(1)</script>", "state", "s");
        String code = failure.name().toLowerCase();
        assertThat(exchange.answered("Location")).isEqualTo(ACCOUNTS + "?failed=" + code);
        assertThat(Stream.of("title", "text").map(part -> English.ALL.getProperty("dvcs.oauth." + code + "." + part))).allMatch(text -> text != null);
    }

    @Test
    void strangersAreSentToTheLogInAndLoseNothing() throws Exception {
        Exchange exchange = come("state", "s", "code", "c");
        assertThat(exchange.answered("Location")).startsWith("/login.jsp");
        verify(fixture.login).getLoginUri(URI.create("http://localhost:2990/jira/plugins/servlet/dvcs/accounts?state=s&code=c"));
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void othersLearnNothing() throws Exception {
        fixture.as("alice");
        Exchange exchange = come("state", "s", "code", "c");
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.content()).isEmpty();
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void asksForThePasswordAgain() throws Exception {
        fixture.as("admin").websudoEnded();
        come("state", "s", "code", "c");
        verify(fixture.websudo).enforceWebSudoProtection(any(), any());
        assertThat(fixture.connector.asked).isEmpty();
    }
}
