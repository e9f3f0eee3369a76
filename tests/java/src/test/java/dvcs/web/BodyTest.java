package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final Set<String> KNOWN = Set.of("name", "token", "autoLink");

    private static Body parse(String json) {
        return Body.parse(json.getBytes(StandardCharsets.UTF_8), KNOWN);
    }

    private static Refusal refusal(String json) {
        return catchThrowableOfType(Refusal.class, () -> {
            Body body = parse(json);
            body.text("name", 10);
            body.bool("autoLink");
        });
    }

    @Test
    void readsTextsAndBooleans() {
        Body body = parse(" {\"name\": \" gr\\u00fc\\\"{n \", \"autoLink\": true, \"token\": null} \n");
        assertThat(body.text("name", 10)).isEqualTo("grü\"{n");
        assertThat(body.bool("autoLink")).isTrue();
        assertThat(body.text("token", 10)).isNull();
    }

    @Test
    void readsWholeNumbersWithinBounds() {
        Body body = parse("{\"name\": 12, \"token\": -0, \"autoLink\": null}");
        assertThat(body.number("name", 12)).isEqualTo(12);
        assertThat(body.number("token", 1)).isZero();
        assertThat(body.number("autoLink", 1)).as("missing").isZero();
        assertThat(catchThrowableOfType(Refusal.class, () -> body.number("name", 11))).hasMessageContaining("from 0 to 11").extracting(Refusal::field).isEqualTo("name");
        for (String number : new String[] {"1.0", "1e3", "-1", "1e999999999", "9".repeat(5000), "true", "\"1\""}) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> parse("{\"name\":" + number + "}").number("name", Integer.MAX_VALUE));
            assertThat(refusal).as(number).extracting(Refusal::status, Refusal::field).containsExactly(400, "name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"name\":\"a\"}x", "{\"name\":\"a\"}{}", "{\"name\":\"a\",}", "{\"name\":\"a\"", "{name:\"a\"}", "[1", "nul",
        "{\"name\":\"a\u0001\"}", "{\"name\":'a'}", "{,}", "// {}", "{\"name\" \"a\"}", "{\"autoLink\":TRUE}"
    })
    void refusesWhatIsNotJson(String json) {
        assertThat(refusal(json)).extracting(Refusal::status).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "\"name\"", "1", "null", "true", "{\"name\":{}}", "{\"name\":[\"a\"]}", "{}{}", "{} x", "}{", "{\"name\":\"}\""
    })
    void refusesWhatIsNotAFlatObject(String json) {
        assertThat(refusal(json)).hasMessageContaining("JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"name\":1}", "{\"name\":true}", "{\"name\":\"12345678901\"}",
        "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\\nb\"}", "{\"name\":\"a\\u0000\"}", "{\"name\":\"a\\ud800\"}"
    })
    void namesTheFieldToBlame(String json) {
        assertThat(refusal(json)).extracting(Refusal::status, Refusal::field).containsExactly(400, "name");
    }

    @Test
    void refusesAnUnknownFieldByName() {
        assertThat(refusal("{\"nmae\":\"a\"}")).extracting(Refusal::field).isEqualTo("nmae");
        assertThat(refusal("{\"" + "x".repeat(5000) + "\":1}").getMessage()).hasSizeLessThan(120);
    }

    @Test
    void refusesATextWhereABooleanBelongs() {
        assertThat(refusal("{\"autoLink\":\"true\"}")).extracting(Refusal::field).isEqualTo("autoLink");
    }

    @Test
    void nestingCostsNoStack() {
        String deep = "[".repeat(Body.MAX_BYTES - 20);
        assertThat(refusal("{\"name\":" + deep)).extracting(Refusal::status).isEqualTo(400);
        assertThat(refusal("{\"name\":\"a\"}" + deep)).extracting(Refusal::status).isEqualTo(400);
        assertThat(refusal(deep)).extracting(Refusal::status).isEqualTo(400);
    }

    @Test
    void refusesBytesThatAreNotUtf8AndNothingAtAll() {
        assertThatThrownBy(() -> Body.parse(new byte[] {'{', (byte) 0xff, '}'}, KNOWN)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Body.parse(new byte[0], KNOWN)).hasMessageContaining("no body");
    }
}
