package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolderTest {
    private final Holder me = new Holder("node1", "77@host 5", "r1");

    @Test
    void whatADeadProcessBeganIsOver() {
        assertThat(me.isOver(new Holder("node1", "76@host 1", "r0").text())).isTrue();
    }

    @Test
    void whatIBeganIsOverSinceIAmLooking() {
        assertThat(me.isOver(me.text())).isTrue();
    }

    @Test
    void anotherNodeMayBeAtItAndSoMayAnotherRunnerOfThisProcess() {
        assertThat(me.isOver(new Holder("node2", "76@host 1", "r0").text())).isFalse();
        assertThat(me.isOver(new Holder("node1", "77@host 5", "r0").text())).isFalse();
        assertThat(me.isOver("")).isFalse();
    }

    @Test
    void twoRunnersOfOneProcessDiffer() {
        assertThat(Holder.here("n").isOver(Holder.here("n").text())).isFalse();
    }
}
