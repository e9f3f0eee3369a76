package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandMarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"KEY-1 #close", "#c", "KEY-1 x#y", "## #résolve", "KEY-1\u00a0#close", "KEY-1 #1 #2 #three", "KEY-1 #close\r\nmore"})
    void mayHoldACommand(String message) {
        assertThat(CommandMark.of(message, true)).isEqualTo(CommandMark.FRESH);
        assertThat(CommandMark.of(message, false)).isEqualTo(CommandMark.HISTORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "KEY-1 # close", "KEY-1 fixes #12", "KEY-1 text\n#close", "\n#close", "KEY-1 #\n#close"})
    void holdsNone(String message) {
        assertThat(CommandMark.of(message, true)).isEqualTo(CommandMark.NONE);
    }

    @Test
    void aLineOfNothingButSignsIsLookedAtOnce() {
        assertThat(CommandMark.of("#".repeat(2_000_000) + "\n#close", true)).isEqualTo(CommandMark.NONE); // for ever, if its end were looked for at each
    }
}
