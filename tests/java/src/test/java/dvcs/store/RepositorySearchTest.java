package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.RepositoryFilter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepositorySearchTest {
    private static final int ACCOUNT = 3;

    private static void set(TestDatabase tables, int id, String change, Object value) {
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET " + change + " = ? WHERE [ID] = ?", value, id));
    }

    private static List<Long> found(TestDatabase tables, RepositoryFilter filter, String text) {
        Repositories repositories = new Repositories(tables.database());
        RepositorySearch search = new RepositorySearch(ACCOUNT, filter, text);
        List<Long> ids = repositories.page(search, 0, 100).stream().map(RepositoryRecord::forgeId).toList();
        assertThat(repositories.count(search)).as("the count of " + search).isEqualTo(ids.size());
        return ids;
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void eachRepositoryIsFoundByItsStateAndOnlyThere(TestDatabase tables) {
        tables.newRepository(ACCOUNT, 31); // never read
        int synced = tables.newRepository(ACCOUNT, 32);
        int failed = tables.newRepository(ACCOUNT, 33);
        int gone = tables.newRepository(ACCOUNT, 34);
        int unlinked = tables.newRepository(ACCOUNT, 35);
        int held = tables.newRepository(ACCOUNT, 37);
        int settled = tables.newRepository(ACCOUNT, 38);
        tables.newRepository(ACCOUNT + 1, 36);
        for (int id : List.of(synced, gone, unlinked, held, settled)) {
            set(tables, id, "[STATE]", "SYNCED");
            set(tables, id, "[GENERATION]", 1);
        }
        set(tables, failed, "[STATE]", "FAILED");
        set(tables, failed, "[GENERATION]", 1);
        set(tables, gone, "[GONE_AT]", 5_000L);
        set(tables, unlinked, "[LINKED]", false);
        for (int id : List.of(held, settled)) {
            set(tables, id, "[HELD_MISSING]", 12);
            set(tables, id, "[HELD_DECISION]", id == held ? "OPEN" : "REJECTED");
        }

        assertThat(found(tables, RepositoryFilter.ALL, "")).containsExactly(31L, 32L, 33L, 34L, 35L, 37L, 38L);
        assertThat(found(tables, RepositoryFilter.NEW, "")).containsExactly(31L);
        assertThat(found(tables, RepositoryFilter.SYNCED, "")).containsExactly(32L, 37L, 38L);
        assertThat(found(tables, RepositoryFilter.HELD, "")).containsExactly(37L);
        assertThat(found(tables, RepositoryFilter.FAILED, "")).containsExactly(33L);
        assertThat(found(tables, RepositoryFilter.GONE, "")).containsExactly(34L);
        assertThat(found(tables, RepositoryFilter.UNLINKED, "")).containsExactly(35L);
        assertThat(found(tables, RepositoryFilter.FAILED, "R33")).containsExactly(33L);
        assertThat(found(tables, RepositoryFilter.FAILED, "r32")).as("text and state together").isEmpty();
    }
}
