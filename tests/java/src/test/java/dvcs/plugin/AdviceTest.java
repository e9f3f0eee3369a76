package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {
    @ParameterizedTest
    @CsvSource({"10, Check connection", "11, or to the account", "12, Nothing has to be done", "13, not the API", "20, new access token",
        "21, read_api", "22, moved or deleted", "24, Nothing has to be done", "26, not the API"})
    void eachErrorHasItsAdvice(int code, String words) {
        assertThat(Advice.of(code)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 99})
    void anErrorOfOursPointsToTheLog(int code) {
        assertThat(Advice.of(code)).contains("log of Jira");
    }
}
