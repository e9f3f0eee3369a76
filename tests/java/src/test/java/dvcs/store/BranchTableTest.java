package dvcs.store;

import static dvcs.store.Rows.branch;
import static dvcs.store.Rows.commit;
import static dvcs.store.Rows.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many branches: what is written is what differs, in pieces, and a fault between the pieces is repaired by the next run. */
class BranchTableTest {
    private static final int MANY = 2_200;

    private TestDatabase tables;
    private BatchWriter writer;
    private Repositories repositories;
    private Lease lease;
    private int repository;

    private void use(TestDatabase given) {
        tables = given;
        writer = new BatchWriter(tables.database(), TestDatabase.CLOCK);
        repositories = new Repositories(tables.database());
        repository = tables.newRepository(1, 42);
        lease = new Leases(tables.database(), "test").tryAcquire(Lease.ofRepository(repository)).orElseThrow();
    }

    private Rows.Making making() {
        return new Rows.Making(repository);
    }

    private RepositoryRecord record() {
        return repositories.find(repository).orElseThrow();
    }

    private static BranchRow[] branches(int count) {
        return IntStream.range(0, count).mapToObj(i -> branch("KEY-" + i, sha(i), "KEY-" + i)).toArray(BranchRow[]::new);
    }

    private int heads() {
        return SyncState.read(tables.database(), repository).known().size();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theHeadsOfAFirstImportAreWrittenInPieces(TestDatabase given) {
        use(given);
        writer.write(lease, making().cursor("half").branches(branches(MANY)).batch());
        SyncBatch end = making().cursor("done").end(branches(MANY)).batch();
        tables.faults().failAt(20);
        assertThatThrownBy(() -> writer.write(lease, end)).isInstanceOf(StoreException.class);
        tables.faults().failAt(0);
        assertThat(heads()).as("some pieces are stored, and true: their history is").isBetween(1, MANY - 1);
        assertThat(record().state()).isEqualTo("NEW");
        writer.write(lease, end);
        assertThat(heads()).isEqualTo(MANY);
        assertThat(record().state()).isEqualTo("SYNCED");
        assertThat(record().fullWanted()).isFalse();
        assertThat(tables.count("BRANCH_KEY")).isEqualTo(MANY);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRunThatMovedOneHeadWritesOneRow(TestDatabase given) {
        use(given);
        writer.write(lease, making().branches(branches(MANY)).end(branches(MANY)).batch());
        BranchRow[] heads = branches(MANY);
        heads[7] = branch("KEY-7", sha(9_999), "KEY-7");
        int before = tables.faults().rows();
        writer.write(lease, making().branches(heads[7]).end(heads).batch());
        assertThat(tables.faults().rows() - before).as("rows in batches").isLessThan(5);
        assertThat(SyncState.read(tables.database(), repository).known()).contains(new SyncState.Head("KEY-7", sha(9_999)));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aFullReadingThatMeetsTheSameKeysWritesNone(TestDatabase given) {
        use(given);
        writer.write(lease, making().commits(commit(sha(1), "KEY-1", "KEY-1")).branches(branches(3)).end(branches(3)).batch());
        List<Integer> ids = keyIds();
        repositories.beginFull(lease, repository, 4);
        writer.write(lease, making().reading(2).commits(commit(sha(1), "KEY-1", "KEY-1")).branches(branches(3)).end(branches(3)).batch());
        assertThat(keyIds()).isEqualTo(ids);
        repositories.beginFull(lease, repository, 5);
        BranchRow[] renamed = branches(3);
        renamed[0] = branch("KEY-0", sha(0), "KEY-0", "OTHER-1");
        writer.write(lease, making().reading(3).branches(renamed).end(renamed).batch());
        assertThat(tables.count("BRANCH_KEY")).as("the grammar finds one more").isEqualTo(4);
    }

    private List<Integer> keyIds() {
        return tables.database().read(sql -> sql.query("SELECT [ID] FROM <BRANCH_KEY> ORDER BY [ID]", row -> row.getInt(1)));
    }
}
