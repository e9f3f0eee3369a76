package dvcs.devhost.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * The host's pool, Jira's default of 20 connections [K]. The schema is written in front of every name and is not on
 * the search path, as in a Jira whose dbconfig.xml names one (jira-platform.md 2.10). Thread-safe.
 */
public final class Database implements AutoCloseable {
    private final JdbcConnectionPool pool;
    private final String schema;
    private final boolean postgres;
    private final String url;

    private Database(JdbcConnectionPool pool, String schema, boolean postgres, String url) {
        this.pool = pool;
        this.schema = schema;
        this.postgres = postgres;
        this.url = url;
        pool.setMaxConnections(20);
        pool.setLoginTimeout(30);
        update("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"");
    }

    public static Database h2(java.nio.file.Path file, String schema) {
        // H2's own exit hook would close the file beside the host's, which still writes what the plugin says last.
        // By default H2 answers a commit up to half a second before it writes it: a killed process would lose what a
        // database that Jira runs on in earnest keeps.
        String url = "jdbc:h2:file:" + file.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        return new Database(JdbcConnectionPool.create(source), schema == null ? "PUBLIC" : schema, false, url);
    }

    public static Database postgres(String url, String schema) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setURL(url);
        source.setDefaultAutoCommit(true);
        String shown = url.replaceAll("(?i)password=[^&]*", "password=…");
        return new Database(JdbcConnectionPool.create(source), schema == null ? "public" : schema, true, shown);
    }

    public boolean isPostgres() {
        return postgres;
    }

    public String schema() {
        return schema;
    }

    /** Without a password. */
    public String url() {
        return url;
    }

    /** A quoted table name with its schema. */
    public String table(String name) {
        return '"' + schema + "\".\"" + name + '"';
    }

    /** The caller closes it; auto-commit is on. */
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    public int update(String sql, Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    public <T> List<T> query(String sql, Row<T> row, Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    public <T> Optional<T> one(String sql, Row<T> row, Object... values) {
        return query(sql, row, values).stream().findFirst();
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() {
        if (!postgres) {
            // What H2 has committed reaches the file up to half a second later, or now.
            update("SHUTDOWN");
        }
        pool.dispose();
    }

    /** Reads one row of a result. */
    public interface Row<T> {
        T read(ResultSet result) throws SQLException;
    }

    /** A statement failed; unchecked, as in Jira's own database layer. */
    public static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseException(String sql, SQLException cause) {
            super(cause.getMessage() + " in: " + sql, cause);
        }

        /** SQL state class 23. */
        public boolean isConstraintViolation() {
            return getCause() instanceof SQLException e
                    && e.getSQLState() != null
                    && e.getSQLState().startsWith("23");
        }
    }
}
