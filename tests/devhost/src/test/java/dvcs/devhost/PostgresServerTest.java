package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one's own: keeps its data, is gone after closing. */
class PostgresServerTest {
    @TempDir
    private Path folder;

    @Test
    void keepsDataBetweenRuns() throws SQLException {
        String url;
        try (PostgresServer server = PostgresServer.start(folder.resolve("pg"))) {
            url = server.url();
            try (Connection connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
                var fsync = statement.executeQuery("SHOW fsync");
                fsync.next();
                assertThat(fsync.getString(1)).isEqualTo("on");
            }
        }
        String stopped = url;
        assertThatThrownBy(() -> DriverManager.getConnection(stopped)).isInstanceOf(SQLException.class);
        try (PostgresServer server = PostgresServer.start(folder.resolve("pg"));
                Connection connection = DriverManager.getConnection(server.url());
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT answer FROM kept");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void takesOverAfterAHostThatWasKilled() throws SQLException {
        PostgresServer abandoned = PostgresServer.start(folder.resolve("pg"));
        try (PostgresServer server = PostgresServer.start(folder.resolve("pg"));
                Connection connection = DriverManager.getConnection(server.url())) {
            assertThat(connection.isValid(5)).isTrue();
            assertThatThrownBy(() -> DriverManager.getConnection(abandoned.url()))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void oneKeptElsewhereGoesWithTheFolderThatItStandsFor() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path asked = folder.resolve("pg");
        Path kept = ClusterFolder.of(asked);
        if (!PostgresServer.isRoot()) {
            assertThat(kept).as("only root's own folders are closed to PostgreSQL").isEqualTo(asked);
            return;
        }
        assertThat(kept).isNotEqualTo(asked).isDirectory();
        ClusterFolder.removeForgotten();
        assertThat(kept).isDirectory();
        Files.delete(asked);
        ClusterFolder.removeForgotten();
        assertThat(kept).doesNotExist();
    }
}
