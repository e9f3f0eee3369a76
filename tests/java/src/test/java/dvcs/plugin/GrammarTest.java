package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @ParameterizedTest
    @ValueSource(strings = {"([A-Z][A-Z_]+)", "([A-Z][A-Z0-9_]+)", "[A-Z]\\w+", "([A-Z]{2,}_[0-9]+)", "^[A-Z]+_[A-Z]+$"})
    void aPatternThatAllowsAnUnderscoreSwitchesIt(String pattern) {
        assertThat(Grammar.of(pattern).underscore()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"([A-Z][A-Z]+)", "([A-Z][A-Z0-9]+)", "", "([A-Z"})
    void othersDoNot(String pattern) {
        assertThat(Grammar.of(pattern).underscore()).isFalse();
    }

    @Test
    void withoutAPatternJirasDefaultCounts() {
        assertThat(Grammar.of(null)).isEqualTo(new Grammar(false, false));
    }

    @Test
    void everyCombinationIsAVersionOfItsOwn() {
        assertThat(new int[] {new Grammar(false, false).version(), new Grammar(false, true).version(), new Grammar(true, false).version(),
            new Grammar(true, true).version()}).doesNotHaveDuplicates();
    }
}
