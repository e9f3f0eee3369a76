package dvcs.devhost.db;

import com.atlassian.sal.api.rdbms.ConnectionCallback;
import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * SAL's way to JDBC: commits when the callback returns, rolls back when it throws (javadoc of sal-api;
 * jira-platform.md 2.10 [S]). Two transactions at once in one thread are refused: Jira would allow them, but they can
 * exhaust its pool, and our rule forbids it (java.md 6.3). {@code newTransaction} therefore makes no difference here.
 */
public final class Transactions implements TransactionalExecutorFactory {
    private final Database db;
    private final ThreadLocal<Boolean> open = ThreadLocal.withInitial(() -> false);

    public Transactions(Database db) {
        this.db = db;
    }

    @Override
    public TransactionalExecutor createExecutor(boolean readOnly, boolean newTransaction) {
        return new TransactionalExecutor() {
            @Override
            public <A> A execute(ConnectionCallback<A> callback) {
                return run(readOnly, callback);
            }
        };
    }

    private <A> A run(boolean readOnly, ConnectionCallback<A> callback) {
        if (open.get()) {
            throw new IllegalStateException(
                    "A second connection in the same thread: borrowed connections must not be nested.");
        }
        open.set(true);
        try (Connection connection = db.connection()) {
            return inTransaction(connection, readOnly, callback);
        } catch (SQLException e) {
            throw new IllegalStateException("The transaction failed: " + e.getMessage(), e);
        } finally {
            open.remove();
        }
    }

    private static <A> A inTransaction(Connection connection, boolean readOnly, ConnectionCallback<A> callback)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(readOnly);
        boolean done = false;
        GuardedConnection guard = new GuardedConnection(connection);
        try {
            A result = callback.execute(guard.connection());
            done = true;
            connection.commit();
            return result;
        } finally {
            guard.invalidate();
            if (!done) {
                connection.rollback();
            }
            connection.setReadOnly(false);
            connection.setAutoCommit(true);
        }
    }
}
