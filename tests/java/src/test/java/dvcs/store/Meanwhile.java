package dvcs.store;

import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;

/** Lets something happen once, right before the n-th transaction: what another node or an administrator does between two of them. */
final class Meanwhile implements TransactionalExecutorFactory {
    private final TransactionalExecutorFactory target;
    private final int transaction;
    private final Runnable action;
    private int begun;

    Meanwhile(TransactionalExecutorFactory target, int transaction, Runnable action) {
        this.target = target;
        this.transaction = transaction;
        this.action = action;
    }

    /** Whether it has happened. */
    boolean happened() {
        return begun >= transaction;
    }

    @Override
    public TransactionalExecutor createExecutor(boolean readOnly, boolean newTransaction) {
        if (++begun == transaction) {
            action.run();
        }
        return target.createExecutor(readOnly, newTransaction);
    }
}
