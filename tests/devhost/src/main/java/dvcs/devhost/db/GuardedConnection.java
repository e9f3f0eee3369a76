package dvcs.devhost.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * The connection that SAL's callback sees: what would take the transaction out of SAL's hands throws, and nothing
 * works after the callback (jira-platform.md 2.10 [K]: the set of refused methods follows the published description,
 * not Jira's code).
 */
final class GuardedConnection {
    private static final Set<String> REFUSED =
            Set.of("commit", "rollback", "setAutoCommit", "close", "abort", "setReadOnly", "setTransactionIsolation");

    private final Connection connection;
    private volatile boolean valid = true;

    GuardedConnection(Connection target) {
        connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!valid) {
                        throw new SQLException(
                                "This connection is dead: the callback that it was lent to has returned.");
                    }
                    if (REFUSED.contains(method.getName())) {
                        throw new UnsupportedOperationException(
                                method.getName() + " on a connection of TransactionalExecutor");
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Connection connection() {
        return connection;
    }

    void invalidate() {
        valid = false;
    }
}
