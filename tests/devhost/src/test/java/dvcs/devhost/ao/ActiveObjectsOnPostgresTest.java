package dvcs.devhost.ao;

import dvcs.devhost.PostgresServer;
import dvcs.devhost.db.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ActiveObjectsOnPostgresTest extends ActiveObjectsContract {
    @TempDir
    private static Path data;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(data.resolve("pg"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        db = Database.postgres(server.url(), "jira_schema");
        db.update("DROP SCHEMA jira_schema CASCADE");
        db.update("CREATE SCHEMA jira_schema");
    }
}
