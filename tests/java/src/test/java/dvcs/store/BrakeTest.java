package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.HeldDeletions.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {
    @ParameterizedTest
    @CsvSource({"9, 9, false", "10, 10, true", "10, 49, true", "10, 50, false", "11, 50, true", "2000, 10000, false", "2001, 10000, true"})
    void tripsAtTenItemsAndMoreThanAFifth(int missing, int all, boolean trips) {
        assertThat(Brake.RELEASED.next(missing, all, 1).holds()).isEqualTo(trips);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, 20, true, OPEN", "OPEN, 9, false, OPEN", "ACCEPTED, 20, false, OPEN", "ACCEPTED, 19, false, OPEN", "ACCEPTED, 21, true, OPEN",
        "REJECTED, 20, true, REJECTED", "REJECTED, 21, true, OPEN", "REJECTED, 9, false, OPEN"
    })
    void anAnswerCoversAsManyItemsAsItWasGivenFor(Decision answer, int missing, boolean holds, Decision then) {
        Brake next = new Brake(20, 40, 7, answer).next(missing, 40, 99);
        assertThat(next.holds()).isEqualTo(holds);
        assertThat(next.decision()).isEqualTo(then);
        assertThat(next.since()).as("since the first time").isEqualTo(holds ? 7 : 0);
    }
}
