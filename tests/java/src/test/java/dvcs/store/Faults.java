package dvcs.store;

import com.atlassian.sal.api.rdbms.ConnectionCallback;
import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Lets the n-th statement from now fail, as a lost connection does. */
public final class Faults implements TransactionalExecutorFactory {
    private final TransactionalExecutorFactory target;
    private int failAt;
    private int executed;
    private int rows;

    Faults(TransactionalExecutorFactory target) {
        this.target = target;
    }

    /** 0: none fails. */
    public void failAt(int statement) {
        failAt = statement;
        executed = 0;
    }

    public int executed() {
        return executed;
    }

    /** Sets of parameters that were added to batches. */
    int rows() {
        return rows;
    }

    @Override
    public TransactionalExecutor createExecutor(boolean readOnly, boolean newTransaction) {
        TransactionalExecutor executor = target.createExecutor(readOnly, newTransaction);
        return new TransactionalExecutor() {
            @Override
            public <A> A execute(ConnectionCallback<A> callback) {
                return executor.execute(connection -> callback.execute(faulty(connection)));
            }
        };
    }

    private Connection faulty(Connection connection) {
        return proxy(Connection.class, connection);
    }

    private <T> T proxy(Class<T> type, T behind) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            rows += method.getName().equals("addBatch") ? 1 : 0;
            if (behind instanceof PreparedStatement && method.getName().startsWith("execute")) {
                executed++;
                if (executed == failAt) {
                    throw new SQLException("injected: the connection is lost", "08006");
                }
            }
            try {
                Object result = method.invoke(behind, arguments);
                return result instanceof PreparedStatement statement ? proxy(PreparedStatement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
