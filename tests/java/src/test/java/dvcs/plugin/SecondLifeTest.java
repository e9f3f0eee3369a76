package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.cli.Histories;
import dvcs.devhost.PostgresServer;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin with its data, its library and a forge, over the end of a host's life. */
@Timeout(300)
class SecondLifeTest {
    /** Of the house plan's grammar, without its switches; a second opinion, so it is not the product's. */
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[0-9]+(?![A-Za-z0-9])");

    @TempDir
    private Path folder;

    private static void add(HostProcess host, Forge forge) {
        host.post("accounts", "{\"host\":\"gitlab\",\"name\":\"acme\",\"url\":\"" + forge.url() + "\",\"token\":\""
                + forge.token() + "\"}");
    }

    @Test
    void anotherPortIsNoMoveAnotherAddressIs() throws Exception {
        Path home = folder.resolve("home");
        int port;
        try (HostProcess first = HostProcess.start(home, "javax", "--db", "h2", "--base-url", "https://jira.example/jira")) {
            port = first.port();
            assertThat(first.get("status")).contains("\"paused\":false");
            first.stop();
        }
        try (ServerSocket taken = new ServerSocket(port);
                HostProcess second = HostProcess.start(home, "javax", "--db", "h2")) {
            assertThat(second.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(second.get("status")).contains("\"paused\":false");
            second.stop();
        }
        try (HostProcess copy = HostProcess.start(home, "javax", "--db", "h2", "--base-url", "https://copy.example/jira")) {
            assertThat(copy.get("status")).contains("\"paused\":true").contains("https://jira.example/jira")
                    .contains("https://copy.example/jira");
            copy.stop();
        }
    }

    @Test
    void anotherServerIdPauses() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
            String[] options = {"--db", "postgres", "--postgres-url", server.url()};
            try (HostProcess host = HostProcess.start(folder.resolve("home"), "javax", options)) {
                host.stop();
            }
            try (Connection database = DriverManager.getConnection(server.url()); Statement change = database.createStatement()) {
                assertThat(change.executeUpdate("UPDATE \"HOST_SETTING\" SET \"CONTENT\" = replace(\"CONTENT\", 'B', 'C') "
                        + "WHERE \"NAME\" = 'jira.sid.key'")).isEqualTo(1);
            }
            try (HostProcess copy = HostProcess.start(folder.resolve("home"), "javax", options)) {
                assertThat(copy.get("status")).contains("\"paused\":true").contains("another server id");
                copy.stop();
            }
        }
    }

    @Test
    void afterAKillInAnImportTheRowsAreThoseThatGitLists() throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"));
                Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            String[] options = {"--db", "postgres", "--postgres-url", server.url()};
            long stuck = forge.project("acme/webshop").id();
            // Commits and branches arrive, the merge requests do not: the import is not over until the kill.
            forge.faults().add("/api/v4/projects/" + stuck + "/merge_requests", Faults.Kind.SILENT, Integer.MAX_VALUE);
            try (HostProcess host = HostProcess.start(folder.resolve("home"), "javax", options)) {
                add(host, forge);
                Eventually.isTrue("a part is stored", () -> rows(server, COMMITS).stream().anyMatch(row -> row.startsWith(stuck + " ")));
                assertThat(rows(server, UNFINISHED)).as("in the middle").isNotEmpty();
                host.kill();
            }
            forge.faults().clear();
            try (HostProcess host = HostProcess.start(folder.resolve("home"), "javax", options)) {
                Eventually.isTrue("all is read", () -> rows(server, UNFINISHED).isEmpty()
                        && rows(server, "SELECT 1 FROM \"AO_4AFB3B_REPOSITORY\"").size() == forge.projects().size());
                assertThat(rows(server, COMMITS)).containsExactlyInAnyOrderElementsOf(commitsWithKeys(forge));
                assertThat(rows(server, BRANCHES)).containsExactlyInAnyOrderElementsOf(Histories.branches(forge));
                host.stop();
                assertThat(host.printed()).doesNotContain(forge.token()).doesNotContain("WARNING in native method");
            }
        }
    }

    private static final String COMMITS = "SELECT R.\"FORGE_ID\" || ' ' || C.\"SHA\" FROM \"AO_4AFB3B_COMMIT\" C "
            + "JOIN \"AO_4AFB3B_REPOSITORY\" R ON R.\"ID\" = C.\"REPOSITORY_ID\"";
    private static final String BRANCHES = "SELECT R.\"FORGE_ID\" || ' ' || B.\"NAME\" || ' ' || B.\"KNOWN_HEAD\" "
            + "FROM \"AO_4AFB3B_BRANCH\" B JOIN \"AO_4AFB3B_REPOSITORY\" R ON R.\"ID\" = B.\"REPOSITORY_ID\" WHERE B.\"GONE_AT\" = 0";
    private static final String UNFINISHED = "SELECT \"FORGE_ID\" FROM \"AO_4AFB3B_REPOSITORY\" WHERE \"STATE\" <> 'SYNCED'";

    private static List<String> rows(PostgresServer server, String query) {
        try (Connection database = DriverManager.getConnection(server.url()); Statement select = database.createStatement();
                ResultSet found = select.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> commitsWithKeys(Forge forge) {
        List<String> found = new ArrayList<>();
        for (Forge.Listed project : forge.projects()) {
            for (String commit : Histories.git(project.gitDir(), "log", "--branches", "-z", "--format=%H %B").split("\0")) {
                if (commit.length() > 41 && KEY.matcher(commit.substring(41)).find()) {
                    found.add(project.id() + " " + commit.substring(0, 40));
                }
            }
        }
        return found;
    }
}
