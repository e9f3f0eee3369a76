package dvcs.devhost.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callback's connection belongs to SAL. */
class TransactionsTest {
    @TempDir
    private Path folder;

    private Database db;
    private TransactionalExecutor executor;

    @BeforeEach
    void open() {
        db = Database.h2(folder.resolve("db"), null);
        db.update("CREATE TABLE " + db.table("T") + " (\"A\" INTEGER PRIMARY KEY)");
        executor = new Transactions(db).createExecutor(false, true);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private int insert(Connection connection, int value) {
        try (var statement = connection.prepareStatement("INSERT INTO " + db.table("T") + " VALUES (?)")) {
            statement.setInt(1, value);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows() {
        return db.one("SELECT COUNT(*) FROM " + db.table("T"), r -> r.getInt(1)).orElseThrow();
    }

    @Test
    void commitsWhenTheCallbackReturns() {
        assertThat(executor.<Integer>execute(c -> insert(c, 1))).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenItThrows() {
        assertThatThrownBy(() -> executor.execute(c -> {
                    insert(c, 1);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(rows()).isZero();
        assertThat(executor.<Integer>execute(c -> insert(c, 1)))
                .as("the pool's connection is clean again")
                .isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    private interface Use {
        void of(Connection connection) throws SQLException;
    }

    @Test
    void theTransactionIsNotTheCallbacks() {
        for (Use use : new Use[] {
            Connection::commit,
            Connection::rollback,
            Connection::close,
            c -> c.setAutoCommit(true),
            c -> c.setReadOnly(true),
            c -> c.abort(Runnable::run)
        }) {
            assertThatThrownBy(() -> executor.execute(c -> {
                        insert(c, 5);
                        try {
                            use.of(c);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                        return 0;
                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(rows()).isZero();
    }

    @Test
    void theConnectionIsDeadAfterwards() {
        AtomicReference<Connection> kept = new AtomicReference<>();
        executor.execute(c -> {
            kept.set(c);
            return 0;
        });
        assertThatThrownBy(() -> kept.get().createStatement())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("dead");
    }

    @Test
    void connectionsAreNotNested() {
        assertThatThrownBy(() -> executor.execute(c -> executor.execute(d -> 1)))
                .hasMessageContaining("must not be nested");
        assertThat(executor.<Integer>execute(c -> 1)).isEqualTo(1);
    }

    @Test
    void errorsOfTheDatabaseReachTheCallback() {
        executor.execute(c -> insert(c, 1));
        assertThatThrownBy(() -> executor.execute(c -> insert(c, 1)))
                .hasCauseInstanceOf(SQLException.class)
                .cause()
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).startsWith("23"));
    }
}
