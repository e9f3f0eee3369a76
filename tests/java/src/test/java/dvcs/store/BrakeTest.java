package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.HeldDeletions.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {
    @ParameterizedTest
    @CsvSource({"9, 9, false", "10, 10, true", "10, 49, true", "10, 50, false", "11, 50, true", "2000, 10000, false", "2001, 10000, true"})
    void tripsAtTenItemsAndMoreThanAFifth(int missing, int all, boolean trips) {
        assertThat(Brake.RELEASED.next(missing, all, false, 1).holds()).isEqualTo(trips);
    }

    @ParameterizedTest
    @CsvSource({"OPEN, 20, true", "OPEN, 9, false", "ACCEPTED, 20, false", "ACCEPTED, 19, false", "ACCEPTED, 21, true"})
    void anAcceptanceCoversAsManyItemsAsItWasGivenFor(Decision answer, int missing, boolean holds) {
        Brake next = new Brake(20, 40, 7, answer, 3).next(missing, 40, false, 99);
        assertThat(next.holds()).isEqualTo(holds);
        assertThat(next.decision()).isEqualTo(Decision.OPEN);
        assertThat(next.since()).as("since the first time").isEqualTo(holds ? 7 : 0);
        assertThat(next.kept()).isEqualTo(3);
    }

    @Test
    void whatIsKeptIsSaidAsLongAsItIsThereAndHoldsNothingBack() {
        Brake kept = new Brake(20, 40, 7, Decision.REJECTED, 7);
        assertThat(kept.holds()).isFalse();
        assertThat(kept.next(9, 20, true, 99)).as("nine others may go").isEqualTo(kept);
        assertThat(kept.next(0, 40, false, 99)).as("all came back").isEqualTo(new Brake(0, 0, 0, Decision.OPEN, 7));
        assertThat(kept.next(10, 20, true, 5)).as("a second time, by a clock that is behind")
                .isEqualTo(new Brake(10, 20, 8, Decision.OPEN, 7));
    }
}
