package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dvcs.cli.Histories;
import dvcs.devhost.PostgresServer;
import dvcs.devhost.db.Database;
import dvcs.forge.Faults;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to repositories at the forge, through the packaged plugin with its library, to what its pages show. */
@Timeout(300)
class ForgeChangesTest {
    private static final String SHOP = "acme/webshop";
    private static final int BRANCHES = 12;

    @TempDir
    private Path folder;

    private Forge forge;
    private String head;
    private HostAccount account;

    @Test
    void onH2TheRowsFollowTheForge() throws Exception {
        theRowsFollowTheForge(() -> Database.h2(folder.resolve("home/database/h2db"), null), "--db", "h2");
    }

    @Test
    void onPostgresTheRowsFollowTheForge() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
            theRowsFollowTheForge(() -> Database.postgres(server.url(), null), "--db", "postgres", "--postgres-url", server.url());
        }
    }

    private void theRowsFollowTheForge(Supplier<Database> database, String... options) throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        try (Forge given = Forge.start(ForgeOptions.in(folder.resolve("forge")));
                HostProcess host = HostProcess.start(folder.resolve("home"), "javax", options)) {
            forge = given;
            Path shop = forge.project(SHOP).gitDir();
            String main = Histories.git(shop, "symbolic-ref", "--short", "HEAD").strip();
            for (int i = 0; i < BRANCHES; i++) {
                Histories.git(shop, "branch", "extra-" + i, main);
            }
            head = Histories.git(shop, "rev-parse", main).strip();
            account = HostAccount.add(host, forge);
            account.awaitIdle();
            JsonNode imported = account.repository(SHOP);
            assertThat(imported.path("state").asText()).isEqualTo("SYNCED");
            assertThat(imported.path("mergeRequests").asInt()).isPositive();

            archivedAndRenamed(imported);
            featuresSwitchedOff(imported);
            emptied(imported, shop);
            refilled(shop);
            host.stop();
            assertThat(host.printed()).doesNotContain(forge.token()).doesNotContain("WARNING in native method");
            try (Database rows = database.get()) {
                assertThat(defaults(rows, imported.path("forgeId").asLong())).as("as the forge says now").containsExactly("extra-3");
            }
        }
    }

    private void archivedAndRenamed(JsonNode imported) {
        forge.archive(imported.path("forgeId").asLong(), true);
        account.refresh();
        assertThat(account.repository(SHOP).path("archived").asBoolean()).isTrue();
        assertSameRows(account.repository(SHOP), imported);
        forge.archive(imported.path("forgeId").asLong(), false);
        forge.rename(imported.path("forgeId").asLong(), "shop");
        account.refresh();
        JsonNode renamed = account.repository("acme/shop");
        assertThat(renamed.path("id")).as("the same repository").isEqualTo(imported.path("id"));
        assertThat(renamed.path("archived").asBoolean()).isFalse();
        assertThat(renamed.path("webUrl").asText()).endsWith("/acme/shop");
        assertSameRows(renamed, imported);
    }

    /** A branch that was there comes back, alone, and is the default one now; what it holds is found again. */
    private void refilled(Path shop) {
        Histories.git(shop, "update-ref", "refs/heads/extra-3", head);
        Histories.git(shop, "update-ref", "refs/heads/extra-4", head);
        Histories.git(shop, "symbolic-ref", "HEAD", "refs/heads/extra-4");
        account.refresh();
        account.sync("acme/shop", false);
        assertThat(account.repository("acme/shop").path("branches").asInt()).isEqualTo(2);
        assertThat(account.repository("acme/shop").path("commits").asInt()).isPositive();
        Histories.git(shop, "symbolic-ref", "HEAD", "refs/heads/extra-3");
        account.refresh();
        account.sync("acme/shop", false);
    }

    private static List<String> defaults(Database rows, long forgeId) {
        return rows.query("SELECT B.\"NAME\" FROM " + rows.table("AO_4AFB3B_BRANCH") + " B JOIN " + rows.table("AO_4AFB3B_REPOSITORY")
                + " R ON R.\"ID\" = B.\"REPOSITORY_ID\" WHERE R.\"FORGE_ID\" = " + forgeId
                + " AND B.\"DEFAULT_BRANCH\" AND B.\"GONE_AT\" = 0", row -> row.getString(1));
    }

    /** In the project's settings: what is there is not shown any more, which does not say that it is gone. */
    private void featuresSwitchedOff(JsonNode imported) {
        String api = "/api/v4/projects/" + imported.path("forgeId").asLong();
        forge.faults().add(api + "/merge_requests", Faults.Kind.FORBIDDEN, Integer.MAX_VALUE);
        account.sync("acme/shop", true);
        account.sync("acme/shop", false);
        assertSameRows(account.repository("acme/shop"), imported);
        forge.faults().add(api + "/repository", Faults.Kind.FORBIDDEN, Integer.MAX_VALUE);
        forge.faults().add("/acme/shop.git", Faults.Kind.FORBIDDEN, Integer.MAX_VALUE);
        account.sync("acme/shop", true);
        assertThat(account.repository("acme/shop").path("error").asText()).as("says so in words").hasSizeGreaterThan(20);
        assertSameRows(account.repository("acme/shop"), imported);
        forge.faults().clear();
        account.sync("acme/shop", false);
        assertThat(account.repository("acme/shop").path("state").asText()).isEqualTo("SYNCED");
        assertSameRows(account.repository("acme/shop"), imported);
    }

    private void emptied(JsonNode imported, Path shop) {
        for (String branch : List.of(Histories.git(shop, "for-each-ref", "--format=%(refname)", "refs/heads/").split("\n"))) {
            Histories.git(shop, "update-ref", "-d", branch);
        }
        account.refresh();
        account.sync("acme/shop", false);
        JsonNode held = account.repository("acme/shop");
        assertThat(held.path("held").path("missing").asInt()).as("%s", held).isEqualTo(imported.path("branches").asInt());
        assertSameRows(held, imported);
        account.acceptBranchDeletions("acme/shop");
        JsonNode emptied = account.repository("acme/shop");
        assertThat(emptied.path("held").path("missing").asInt()).as("%s", emptied).isZero();
        assertThat(emptied.path("branches").asInt()).isZero();
        assertThat(emptied.path("commits").asInt()).isZero();
        assertThat(emptied.path("state").asText()).isEqualTo("SYNCED");
    }

    private static void assertSameRows(JsonNode repository, JsonNode before) {
        for (String count : List.of("commits", "branches", "mergeRequests")) {
            assertThat(repository.path(count).asInt()).as("%s of %s", count, repository).isEqualTo(before.path(count).asInt());
        }
    }
}
