package dvcs.store;

import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions in Jira's database. A callback must not commit, keep the connection or start another transaction.
 * Thread-safe.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final TransactionalExecutorFactory executors;
    private volatile Naming naming;
    private volatile Runnable shownChanged = () -> { };

    public Database(TransactionalExecutorFactory executors) {
        this.executors = executors;
    }

    /** What runs inside one transaction. */
    public interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** Work without a result. */
    public interface Action {
        void run(Sql sql) throws SQLException;
    }

    /** {@code listener}: told after each transaction that may have changed what issues show, by the thread that wrote it. */
    public void whenShownChanges(Runnable listener) {
        shownChanged = listener;
    }

    public <T> T read(Work<T> work) {
        return execute(true, work);
    }

    /** Commits when the work returns, rolls back when it throws. */
    public <T> T write(Work<T> work) {
        return execute(false, work);
    }

    public void change(Action action) {
        write(sql -> {
            action.run(sql);
            return null;
        });
    }

    private <T> T execute(boolean readOnly, Work<T> work) {
        boolean[] shown = {false};
        T result = execute(readOnly, work, shown);
        if (shown[0]) {
            shownChanged.run();
        }
        return result;
    }

    private <T> T execute(boolean readOnly, Work<T> work, boolean[] shown) {
        try {
            return executors.createExecutor(readOnly, true).execute(connection -> run(connection, work, shown));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw StoreException.of(e);
        }
    }

    private <T> T run(Connection connection, Work<T> work, boolean[] shown) {
        try {
            Sql sql = new Sql(connection, naming(connection));
            T result = work.run(sql);
            shown[0] = sql.changedWhatIsShown();
            return result;
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private Naming naming(Connection connection) throws SQLException {
        Naming known = naming;
        if (known == null) {
            known = Naming.find(connection);
            naming = known;
            LOG.debug("The connector's tables are named like {}", known.resolve("<SETTING>"));
        }
        return known;
    }
}
