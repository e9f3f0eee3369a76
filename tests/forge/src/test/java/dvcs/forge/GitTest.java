package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git against the forge: clones, pushes, certificates, and where its repositories come from. */
class GitTest {
    private static final Path SHARED = Path.of(System.getProperty("dvcs.shared", "../../../shared"));

    @TempDir
    Path data;

    private static String authority(Forge forge, String url) {
        return url.replace("://", "://oauth2:" + forge.token() + "@");
    }

    @Test
    void treelessCloneOverProtocolTwoHoldsCommitsOnly() {
        try (Forge forge = Forge.start(ForgeOptions.in(data.resolve("forge")))) {
            Forge.Listed project = forge.project("acme/webshop");
            Path clone = data.resolve("clone");
            Git.text(null, "-c", "protocol.version=2", "clone", "--quiet", "--bare", "--filter=tree:0", authority(forge, project.url()), clone.toString());
            assertThat(Git.text(clone, "rev-list", "--branches", "--count")).isEqualTo(Git.text(project.gitDir(), "rev-list", "--branches", "--count"));
            assertThat(Git.lines(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")).containsOnly("commit");
            assertThatThrownBy(() -> Git.text(null, "-c", "credential.helper=", "clone", "--quiet", "--bare",
                    project.url().replace("://", "://oauth2:wrong@"), data.resolve("no").toString())).hasMessageContaining("Authentication failed");
        }
    }

    @Test
    void aPushIsSeenAtOnceAndMovesActivityAtMostHourly() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
        try (Forge forge = Forge.start(ForgeOptions.in(data.resolve("forge")).withClock(clock))) {
            Client client = new Client(forge);
            Forge.Listed project = forge.project("acme/webshop");
            Path clone = data.resolve("clone");
            Git.text(null, "clone", "--quiet", "--bare", authority(forge, project.url()), clone.toString());
            String head = Git.text(clone, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-p", "main", "-m", "KEY-77 pushed", "main^{tree}").strip();
            Git.text(clone, "push", "--quiet", "origin", head + ":refs/heads/main");
            assertThat(client.json("projects/" + project.id() + "/repository/commits?per_page=1").get(0).get("message").asText()).startsWith("KEY-77");
            String listed = client.json("groups/acme/projects?order_by=last_activity_at&include_subgroups=true").get(0).get("path_with_namespace").asText();
            assertThat(listed).isEqualTo("acme/webshop");
            assertThat(client.json("projects/" + project.id()).get("last_activity_at").asText()).startsWith("2026-05-01T12:00");
        }
    }

    @Test
    void certificatesAreGoodOrBadAsOrdered() {
        for (Tls.Kind kind : Tls.Kind.values()) {
            try (Forge forge = Forge.start(ForgeOptions.in(data.resolve(kind.name())).withGenerated("none").withTls(kind))) {
                String[] ask = {"-c", "http.sslCAInfo=" + forge.authority(), "ls-remote", forge.url() + "/acme/none.git"};
                String words = kind == Tls.Kind.GOOD ? "could not read Username|Authentication failed|not found" : "(?i)certificate";
                assertThatThrownBy(() -> Git.text(null, ask)).message().containsPattern(words);
            }
        }
    }

    @Test
    void theGeneratorIsDeterministic() {
        ForgeOptions options = ForgeOptions.in(data.resolve("one"));
        try (Forge one = Forge.start(options); Forge two = Forge.start(ForgeOptions.in(data.resolve("two")))) {
            for (Forge.Listed project : one.projects()) {
                assertThat(Git.text(project.gitDir(), "for-each-ref")).isEqualTo(Git.text(two.project(project.path()).gitDir(), "for-each-ref"));
                assertThat(project.id()).isEqualTo(two.project(project.path()).id());
            }
        }
    }

    /** The backend refuses the type without a look at the body, of which the rest never comes. */
    @Test
    void anAnswerBeforeTheWholeBodyHarmsNoThread() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (Forge forge = Forge.start(ForgeOptions.in(data.resolve("forge")))) {
            URI address = URI.create(forge.project("acme/webshop").url() + "/git-upload-pack");
            String basic = Base64.getEncoder().encodeToString(("oauth2:" + forge.token()).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10; i++) {
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    socket.getOutputStream().write(("POST " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic
                            + "\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nsome").getBytes(StandardCharsets.US_ASCII));
                    byte[] status = socket.getInputStream().readNBytes(12);
                    assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 415");
                }
            }
            for (Thread feeder : feeders()) {
                feeder.join(60_000);
            }
            assertThat(feeders()).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
    }

    private static List<Thread> feeders() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("git-http-in")).toList();
    }

    @Test
    void aUsersOwnRepositoryIsServedAndNotWrittenTo() throws Exception {
        Path own = data.resolve("own");
        Git.text(null, "init", "--quiet", "--initial-branch=trunk", own.toString());
        String tree = Git.text(own.resolve(".git"), "hash-object", "-t", "tree", "-w", "/dev/null").strip();
        String head = Git.text(own.resolve(".git"), "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-m", "OWN-1 first", tree).strip();
        Git.text(own.resolve(".git"), "update-ref", "refs/heads/trunk", head);
        Files.createFile(own.resolve(".git/marker"));
        try (Forge forge = Forge.start(ForgeOptions.in(data.resolve("forge")).withGenerated("none").withRepositories(List.of(own)))) {
            Forge.Listed project = forge.project("local/own");
            assertThat(new Client(forge).json("projects/" + project.id() + "/repository/commits").get(0).get("id").asText()).isEqualTo(head);
            assertThat(project.gitDir().toRealPath().startsWith(own.toRealPath())).isFalse();
        }
    }

    @Test
    void corporaKeepEveryCommitAndBranch() throws Exception {
        assumeTrue(Files.isDirectory(SHARED.resolve("corpus")), "skipped: the corpora are not beside this clone (../shared)");
        ForgeOptions options = ForgeOptions.in(data.resolve("forge")).withGenerated("none").withCorpora(SHARED, List.of("zookeeper"));
        Instant made;
        try (Forge forge = Forge.start(options)) {
            Path gitDir = forge.project("apache/zookeeper").gitDir();
            assertThat(Git.text(gitDir, "rev-list", "--branches", "--count").strip()).isEqualTo("5102");
            assertThat(Git.lines(gitDir, "for-each-ref", "refs/heads/")).hasSize(22);
            made = Files.getLastModifiedTime(gitDir.resolve("dvcs-made-from")).toInstant();
        }
        try (Forge again = Forge.start(options)) {
            assertThat(Files.getLastModifiedTime(again.project("apache/zookeeper").gitDir().resolve("dvcs-made-from")).toInstant()).isEqualTo(made);
        }
    }
}
