package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.plugin.CancelWatch.Cancelled;
import dvcs.store.Cancellations;
import dvcs.store.Cancellations.Mark;
import dvcs.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancelWatchTest {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void eachMarkActsOnceOnEachNode(TestDatabase database) {
        int repository = database.newRepository(1, 7);
        Cancellations cancellations = new Cancellations(database.database());
        List<Cancelled> here = new ArrayList<>();
        List<Cancelled> there = new ArrayList<>();
        CancelWatch asked = new CancelWatch(cancellations, here::add);
        CancelWatch elsewhere = new CancelWatch(cancellations, there::add);
        Mark mark = cancellations.repository(repository);
        asked.cancel(mark);
        for (int i = 0; i < 3; i++) {
            asked.look();
            elsewhere.look();
        }
        assertThat(here).as("at once, whenever it was asked for").containsExactly(new Cancelled(mark, Long.MAX_VALUE));
        assertThat(there).extracting(Cancelled::mark).containsExactly(mark);
        assertThat(there.get(0).before()).as("by this clock").isBetween(mark.at() - 60_000, System.currentTimeMillis());
        asked.cancel(cancellations.account(1));
        elsewhere.look();
        assertThat(there).hasSize(2);
        assertThat(there.get(1).mark().ofAccount()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void withoutAccountsThereIsNothingToSee(TestDatabase database) {
        new CancelWatch(new Cancellations(database.database()), cancelled -> {
            throw new AssertionError(cancelled.toString());
        }).look();
        assertThat(database.count("ACCOUNT")).isZero();
    }
}
