package dvcs.store;

import java.sql.SQLException;

/** The database refused. A transaction that throws this was rolled back. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    StoreException(String message) {
        super(message);
        this.sqlState = "";
    }

    StoreException(SQLException cause) {
        super("The database refused: " + cause.getMessage(), cause);
        this.sqlState = state(cause);
    }

    private StoreException(RuntimeException cause, String sqlState) {
        super("The database refused: " + cause.getMessage(), cause);
        this.sqlState = sqlState;
    }

    /** Finds the database's own answer when the host has wrapped it; other exceptions pass. */
    static RuntimeException of(RuntimeException wrapped) {
        for (Throwable cause = wrapped.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException ours) {
                return ours;
            }
            if (cause instanceof SQLException sql) {
                return new StoreException(wrapped, state(sql));
            }
        }
        return wrapped;
    }

    /** SQL state class 23: a row is there already. */
    public boolean isConstraintViolation() {
        return sqlState.startsWith("23");
    }

    // Drivers hide the state of a batch's row in the next exception.
    private static String state(SQLException e) {
        for (SQLException each = e; each != null; each = each.getNextException()) {
            if (each.getSQLState() != null) {
                return each.getSQLState();
            }
        }
        return "";
    }
}
