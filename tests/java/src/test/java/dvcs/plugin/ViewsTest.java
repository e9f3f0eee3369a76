package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.RepositoryFilter;
import dvcs.store.CredentialVault;
import dvcs.store.RepositoryRecord;
import dvcs.store.RepositorySearch;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {
    @TempDir
    private Path home;

    @Test
    void aPageOfRepositoriesCostsAsManyQueriesAsOne() {
        try (TestDatabase database = TestDatabase.open("h2")) {
            for (int forgeId = 1; forgeId <= 20; forgeId++) {
                database.newRepository(1, forgeId);
            }
            Tables tables = Tables.of(database.database(), new CredentialVault(home), "test", TestDatabase.CLOCK);
            Views views = new Views(tables, new Health());
            List<RepositoryRecord> all = tables.repositories().page(new RepositorySearch(1, RepositoryFilter.ALL, ""), 0, 100);
            database.failAt(0);
            assertThat(views.repositories(all.subList(0, 1))).hasSize(1);
            int one = database.faults().executed();
            database.failAt(0);
            assertThat(views.repositories(all)).hasSize(20);
            assertThat(database.faults().executed()).isEqualTo(one);
        }
    }
}
