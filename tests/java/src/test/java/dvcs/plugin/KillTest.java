package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.cli.Histories;
import dvcs.devhost.PostgresServer;
import dvcs.devhost.db.Database;
import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host is killed again and again while it reads everything; at the end the rows are those that git lists. The moments are
 * random: -Ddvcs.kills=200 is the soak, and the seed is printed.
 */
@Timeout(3_600)
class KillTest {
    private static final int KILLS = Integer.getInteger("dvcs.kills", 20);
    private static final int KILLS_ON_H2 = Math.max(3, KILLS / 10);
    /** A full reading of the small history takes about so long. */
    private static final int LONGEST_MILLIS = 1_500;
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[0-9]+(?![A-Za-z0-9])");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+),\"accountId\"");
    private static final Pattern STATE = Pattern.compile("\"state\":\"(NEW|QUEUED|SYNCING|FAILED)\"");

    private final long seed = Long.getLong("dvcs.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @Test
    void onPostgresNothingIsMissingAndNothingIsDoubled() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
            killed(KILLS, forge -> Database.postgres(server.url(), null), "--db", "postgres", "--postgres-url", server.url());
        }
    }

    @Test
    void onH2NothingIsMissingAndNothingIsDoubled() throws Exception {
        killed(KILLS_ON_H2, forge -> Database.h2(folder.resolve("home/database/h2db"), null), "--db", "h2");
    }

    private interface Opening {
        Database open(Forge forge);
    }

    private void killed(int kills, Opening database, String... options) throws Exception {
        assumeTrue(HostProcess.WITH_NATIVE, "needs the native library: cmake --build --preset release --target plugin_native");
        Path home = folder.resolve("home");
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge")))) {
            for (int i = 0; i < kills; i++) {
                try (HostProcess host = HostProcess.start(home, "javax", options)) {
                    work(host, forge, i == 0);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
                    host.kill();
                }
            }
            try (HostProcess host = HostProcess.start(home, "javax", options)) {
                try {
                    Eventually.isTrue("all is read", () -> done(host, forge.projects().size()));
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed + ": " + repositories(host) + "\n" + host.printed(), e);
                }
                host.stop();
                assertThat(host.printed()).as("seed %d", seed).doesNotContain(forge.token()).doesNotContain("WARNING in native method")
                        .doesNotContain("\tat org.h2.");
            }
            try (Database rows = database.open(forge)) {
                assertThat(commits(rows)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(commitsWithKeys(forge));
                assertThat(branches(rows)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(Histories.branches(forge));
                assertThat(keysWithoutOwner(rows)).as("seed %d", seed).isEmpty();
            }
        }
    }

    /** The first life imports, each later one reads everything anew, whatever the one before left. */
    private static void work(HostProcess host, Forge forge, boolean first) {
        if (first) {
            host.post("accounts", "{\"host\":\"gitlab\",\"name\":\"acme\",\"url\":\"" + forge.url() + "\",\"token\":\""
                    + forge.token() + "\"}");
            return;
        }
        Matcher id = ID.matcher(repositories(host));
        while (id.find()) {
            host.post("repositories/" + id.group(1) + "/sync?full=true", "{}", 202);
        }
    }

    private static String repositories(HostProcess host) {
        Matcher account = Pattern.compile("\"id\":(\\d+),\"host\"").matcher(host.get("accounts"));
        return account.find() ? host.get("accounts/" + account.group(1) + "/repositories?limit=200") : "";
    }

    private static boolean done(HostProcess host, int projects) {
        String found = repositories(host);
        return !STATE.matcher(found).find() && ID.matcher(found).results().count() == projects;
    }

    private static List<String> commits(Database rows) {
        return rows.query("SELECT R.\"FORGE_ID\", C.\"SHA\" FROM " + rows.table("AO_4AFB3B_COMMIT") + " C JOIN "
                + rows.table("AO_4AFB3B_REPOSITORY") + " R ON R.\"ID\" = C.\"REPOSITORY_ID\" WHERE C.\"GONE_AT\" = 0",
                row -> row.getLong(1) + " " + row.getString(2));
    }

    private static List<String> branches(Database rows) {
        return rows.query("SELECT R.\"FORGE_ID\", B.\"NAME\", B.\"KNOWN_HEAD\" FROM " + rows.table("AO_4AFB3B_BRANCH") + " B JOIN "
                + rows.table("AO_4AFB3B_REPOSITORY") + " R ON R.\"ID\" = B.\"REPOSITORY_ID\" WHERE B.\"GONE_AT\" = 0",
                row -> row.getLong(1) + " " + row.getString(2) + " " + row.getString(3));
    }

    private static List<String> keysWithoutOwner(Database rows) {
        return rows.query("SELECT \"COMMIT_HASH\" FROM " + rows.table("AO_4AFB3B_COMMIT_KEY") + " WHERE \"COMMIT_HASH\" NOT IN (SELECT "
                + "\"UNIQUE_HASH\" FROM " + rows.table("AO_4AFB3B_COMMIT") + ")", row -> row.getString(1));
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
