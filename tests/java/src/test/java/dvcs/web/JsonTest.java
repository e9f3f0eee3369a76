package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonTest {
    private record Inner(String text, long number) {}

    private record Outer(int id, boolean flag, Inner inner, List<Inner> items, TimeUnit unit) {}

    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void recordsBecomeObjectsWithTheNamesOfTheirComponents() throws Exception {
        Outer outer = new Outer(7, true, new Inner("a\"\\\u0007é\ud83d\ude00", 1L << 40), List.of(new Inner("", 0)), TimeUnit.DAYS);
        JsonNode json = read(Json.write(outer));
        assertThat(json.get("id").asInt()).isEqualTo(7);
        assertThat(json.get("flag").asBoolean()).isTrue();
        assertThat(json.get("inner").get("text").asText()).isEqualTo("a\"\\\u0007é\ud83d\ude00");
        assertThat(json.get("inner").get("number").asLong()).isEqualTo(1L << 40);
        assertThat(json.get("items")).hasSize(1);
        assertThat(json.get("unit").asText()).isEqualTo("DAYS");
    }

    @Test
    void nothingInAScriptElementCanEndIt() throws Exception {
        Map<String, String> texts = Map.of("k", "</script><script>alert(1)</script><!--");
        String json = Json.writeForHtml(texts);
        assertThat(json).doesNotContain("<");
        assertThat(read(json).get("k").asText()).isEqualTo(texts.get("k"));
    }

    @Test
    void refusesToGuess() {
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
