package dvcs.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Statements of one transaction; texts as {@link Naming} reads them. Not thread-safe, dead after the transaction. */
public final class Sql {
    /** Rows of one batch, and parameters of one IN list: below every driver's limit. */
    static final int BATCH = 500;
    static final int LIST = 100;
    /** Rows that a driver may fetch ahead; PostgreSQL's would hold all of them otherwise. */
    private static final int FETCH = 100;

    private final Connection connection;
    private final Naming naming;
    private boolean shown;

    Sql(Connection connection, Naming naming) {
        this.connection = connection;
        this.naming = naming;
    }

    /** Reads one row into a value. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Turns an item into the parameters of a statement. */
    public interface Parameters<T> {
        Object[] of(T item);
    }

    public <T> List<T> query(String text, Row<T> row, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(text, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    /** A part of the rows, without any database's own word for it. */
    <T> List<T> page(String text, Row<T> row, int start, int limit, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(text, parameters)) {
            int last = Math.addExact(start, limit);
            statement.setMaxRows(last);
            statement.setFetchSize(Math.min(FETCH, last)); // H2 refuses to fetch more at once than there may be
            try (ResultSet rows = statement.executeQuery()) {
                for (int at = 0; rows.next(); at++) {
                    if (at >= start) {
                        found.add(row.read(rows));
                    }
                }
            }
        }
        return found;
    }

    public <T> Optional<T> one(String text, Row<T> row, Object... parameters) throws SQLException {
        List<T> found = query(text, row, parameters);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    public long count(String text, Object... parameters) throws SQLException {
        return one(text, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** Whether there is a table of this name, whosever it is. */
    boolean exists(String table) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        try (ResultSet rows = about.getTables(connection.getCatalog(), null, table.replace("_", about.getSearchStringEscape() + "_"),
                new String[] {"TABLE"})) {
            return rows.next();
        }
    }

    public int update(String text, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(text, parameters)) {
            int rows = statement.executeUpdate();
            shown |= rows > 0 && Shown.by(text);
            return rows;
        }
    }

    /** Whether this transaction may have changed what some issue shows. */
    boolean changedWhatIsShown() {
        return shown;
    }

    /** One statement for many items; plain batches are portable and half as fast as the database's own bulk load. */
    public <T> void batch(String text, Collection<T> items, Parameters<T> parameters) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        shown |= Shown.by(text);
        try (PreparedStatement statement = connection.prepareStatement(naming.resolve(text))) {
            int waiting = 0;
            for (T item : items) {
                bind(statement, parameters.of(item));
                statement.addBatch();
                if (++waiting == BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    /** {@code text} ends with an IN list, written {@code (?*)}; asked in pieces of 100. {@code before}: its other parameters. */
    public <T> List<T> queryIn(String text, Collection<?> values, Row<T> row, Object... before) throws SQLException {
        List<T> found = new ArrayList<>();
        for (List<Object> piece : pieces(values)) {
            List<Object> parameters = new ArrayList<>(List.of(before));
            parameters.addAll(piece);
            found.addAll(query(list(text, piece.size()), row, parameters.toArray()));
        }
        return found;
    }

    public void updateIn(String text, Collection<?> values) throws SQLException {
        for (List<Object> piece : pieces(values)) {
            update(list(text, piece.size()), piece.toArray());
        }
    }

    private static List<List<Object>> pieces(Collection<?> values) {
        List<Object> all = new ArrayList<>(values);
        List<List<Object>> pieces = new ArrayList<>();
        for (int at = 0; at < all.size(); at += LIST) {
            pieces.add(all.subList(at, Math.min(at + LIST, all.size())));
        }
        return pieces;
    }

    static String list(String text, int size) {
        return text.replace("(?*)", "(" + String.join(", ", Collections.nCopies(size, "?")) + ")");
    }

    private PreparedStatement prepare(String text, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(naming.resolve(text));
        try {
            bind(statement, parameters);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Boolean flag) {
                statement.setBoolean(i + 1, flag);
            } else {
                throw new IllegalArgumentException("No column holds a " + value.getClass());
            }
        }
    }
}
