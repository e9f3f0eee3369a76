package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.commands.JiraActions.Transition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionChoiceTest {
    private static TransitionChoice choice(String command, String... names) {
        List<Transition> available = new ArrayList<>();
        for (String name : names) {
            available.add(new Transition(available.size() + 1, name));
        }
        return TransitionChoice.of(command, available);
    }

    @ParameterizedTest
    @CsvSource({
        "close, Close Issue;Close, Close",
        "CLOSE, Close Issue;close, close",
        "clo, Close Issue;Reopen, Close Issue",
        "in-progress, In Progress;In Progress Again, In Progress",
        "start-progress, Start Progress, Start Progress",
        "start-pro, Start Progress;Stop Progress, Start Progress",
        "in-progress, In-Progress;In Progress, In-Progress",
        "ready-for, Ready-For-Test;Ready For Review, Ready-For-Test",
        "done, ' Done ', ' Done '",
    })
    void theMostExactOneWins(String command, String names, String wanted) {
        assertThat(choice(command, names.split(";")).transition().name()).isEqualTo(wanted);
    }

    @Test
    void severalAreNamed() {
        TransitionChoice choice = choice("close", "Close Issue", "Close as Duplicate");
        assertThat(choice.transition()).isNull();
        assertThat(choice.reason()).contains("“Close Issue”, “Close as Duplicate”");
        assertThat(choice("done", "Done", "Done").reason()).contains("several of the same name");
    }

    @Test
    void whatIsAvailableIsNamed() {
        assertThat(choice("resolve", "Close", "Reopen").reason()).isEqualTo("#resolve is not available now. Available: “Close”, “Reopen”.");
        assertThat(choice("resolve").reason()).contains("no transition that this user may use");
    }
}
