package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesApiTest {
    private final Fixture fixture = new Fixture().as("admin");

    private Exchange put(String include, String exclude) throws Exception {
        return fixture.send(fixture.call("PUT", "accounts/1/rules").noCheck()
                .body(new ObjectMapper().writeValueAsString(Map.of("include", include, "exclude", exclude))));
    }

    @Test
    void whatIsStoredIsRead() throws Exception {
        assertThat(put("acme/**\nother/", "acme/attic/*").status()).isEqualTo(200);
        assertThat(fixture.send(fixture.call("GET", "accounts/1/rules")).content()).isEqualTo("{\"include\":\"acme/**\\nother/\",\"exclude\":\"acme/attic/*\"}");
        assertThat(put("", "").status()).isEqualTo(200);
        assertThat(fixture.send(fixture.call("GET", "accounts/1/rules")).content()).isEqualTo("{\"include\":\"\",\"exclude\":\"\"}");
    }

    @Test
    void aPreviewStoresNothing() throws Exception {
        Exchange preview = fixture.send(fixture.call("POST", "accounts/1/rules/preview").noCheck().body("{\"include\":\"\",\"exclude\":\"acme/*\"}"));
        assertThat(preview.json().at("/unlinked/first/0").asText()).isEqualTo("acme/a");
        assertThat(fixture.connector.asked).containsExactly("preview Rules[include=, exclude=acme/*]");
    }

    @Test
    void aWrongPatternIsNamedWithItsLineAndList() throws Exception {
        Exchange wrong = put("acme/**\n\nacme/a**b", "");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("error").asText()).startsWith("Line 3, “acme/a**b”: ** stands alone");
        assertThat(wrong.json().get("field").asText()).isEqualTo("include");
        assertThat(put("", "a//b").json().get("field").asText()).isEqualTo("exclude");
        assertThat(put("", "a\u0000b").json().get("error").asText()).contains("character that cannot be used");
        assertThat(put("x".repeat(30_001), "").json().get("error").asText()).contains("30000 characters");
        assertThat(put("x\n".repeat(200) + "x", "").json().get("error").asText()).contains("201 lines");
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void aForgottenListIsNotEmptied() throws Exception {
        Exchange half = fixture.send(fixture.call("PUT", "accounts/1/rules").noCheck().body("{\"include\":\"a\"}"));
        assertThat(half.status()).isEqualTo(400);
        assertThat(half.json().get("field").asText()).isEqualTo("exclude");
    }
}
