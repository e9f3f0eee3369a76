package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checklist of gitlab.md, section 9: moved and archived projects, odd pages, stale lists, git without filters, overload. */
class ServersDifferTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);
    private static Forge forge;
    private static Client client;
    private static Forge.Listed project;

    @TempDir
    private Path data;

    /** One forge for all: making its repositories takes seconds. Each test leaves it as {@link #restore} says. */
    @BeforeAll
    static void start(@TempDir Path repositories) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return NOW.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        forge = Forge.start(ForgeOptions.in(repositories).withClock(clock).withExternalUrl("https://gitlab.example.com"));
        client = new Client(forge);
        project = forge.project("acme/webshop");
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @BeforeEach
    void restore() {
        NOW.set(NOON);
        forge.faults().clear();
        forge.quirks().setFilters(true);
        forge.quirks().setStaleBranchLists(false);
        forge.quirks().setOldBranchPages(false);
        forge.archive(project.id(), false);
        forge.rename(project.id(), "webshop");
        Git.lines(project.gitDir(), "for-each-ref", "--format=%(refname)", "refs/heads/zz/", "refs/heads/aa/", "refs/heads/race/", "refs/heads/new", "refs/heads/brand-new")
                .forEach(left -> Git.text(project.gitDir(), "update-ref", "-d", left));
    }

    private String repository() {
        return "projects/" + project.id() + "/repository/";
    }

    private String withToken() {
        return project.url().replace("://", "://oauth2:" + forge.token() + "@");
    }

    private void branch(String name) {
        Git.text(project.gitDir(), "update-ref", "refs/heads/" + name, "refs/heads/main");
    }

    @Test
    void linksSayTheExternalAddress() {
        assertThat(client.get("projects?per_page=2").headers().firstValue("Link").orElseThrow())
                .startsWith("<https://gitlab.example.com/api/v4/projects?").contains("rel=\"next\"", "rel=\"last\"").doesNotContain(forge.url());
    }

    @Test
    void anOldPathRedirectsToTheNumber() {
        forge.rename(project.id(), "shop");
        var answer = client.get("projects/acme%2Fwebshop/repository/branches?per_page=7");
        String location = "https://gitlab.example.com/api/v4/projects/" + project.id() + "/repository/branches?per_page=7";
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains(location);
        assertThat(answer.body()).isEqualTo("This resource has been moved permanently to " + location);
        var change = client.send(HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/projects/acme%2Fwebshop"))
                .header("PRIVATE-TOKEN", forge.token()).DELETE().build());
        assertThat(change.statusCode()).isEqualTo(405);
        assertThat(client.json("projects/acme%2Fshop").get("id").asLong()).isEqualTo(project.id());
        assertThat(Git.lines(null, "ls-remote", withToken(), "refs/heads/main")).as("git serves the old path").hasSize(1);
        forge.rename(project.id(), "webshop");
        assertThat(client.get("projects/acme%2Fwebshop").statusCode()).as("taken again").isEqualTo(200);
        assertThat(client.get("projects/acme%2Fshop").statusCode()).isEqualTo(301);
    }

    @Test
    void totalsEndAtTenThousandRows() {
        Fields query = new Fields();
        query.put("per_page", "100");
        Call call = new Call("GET", List.of("projects"), query, null, "https://gitlab.example.com/api/v4/projects",
                Parameters.of(query, null, ""));
        Answer counted = Paging.offset(call, IntStream.range(0, 10_000).boxed().toList(), n -> n);
        assertThat(counted.headers).containsEntry("X-Total", "10000").containsEntry("X-Total-Pages", "100").containsEntry("X-Next-Page", "2");
        Answer uncounted = Paging.offset(call, IntStream.range(0, 10_001).boxed().toList(), n -> n);
        assertThat(uncounted.headers).doesNotContainKeys("X-Total", "X-Total-Pages").containsEntry("X-Next-Page", "2");
        assertThat(uncounted.headers.get("Link")).doesNotContain("rel=\"last\"");
    }

    @Test
    void keysetPagesGoByNumberAndEndWithoutALink() {
        List<Long> ids = client.all("projects?pagination=keyset&order_by=id&sort=asc&per_page=3").stream().map(p -> p.get("id").asLong()).toList();
        assertThat(ids).hasSize(8).isSorted().doesNotHaveDuplicates();
        var last = client.get("projects?pagination=keyset&order_by=id&sort=asc&per_page=100");
        assertThat(last.headers().firstValue("Link")).isEmpty();
        assertThat(last.headers().firstValue("X-Total")).isEmpty();
        assertThat(client.get("projects?id_after=x").statusCode()).isEqualTo(400);
        assertThat(client.get("projects?updated_after=2026-01-01&order_by=id").body()).contains("sorting must be paired");
    }

    @Test
    void branchListsCanBeSearchedAndSorted() {
        List.of("zz/KEY-1", "zz/other", "aa/KEY-1").forEach(this::branch);
        assertThat(client.json(repository() + "branches?search=%5Ezz/")).hasSize(2);
        assertThat(client.json(repository() + "branches?regex=%5E(aa%7Czz)/KEY-1$")).hasSize(2);
        assertThat(client.json(repository() + "branches?search=a/KEY-1$").get(0).get("name").asText()).isEqualTo("aa/KEY-1");
        assertThat(client.get(repository() + "branches?regex=(").body()).isEqualTo("{\"message\":\"Regex is invalid\"}");
        List<String> times = client.all(repository() + "branches?sort=updated_desc&per_page=2").stream()
                .map(b -> Instant.from(java.time.OffsetDateTime.parse(b.get("commit").get("committed_date").asText())).toString()).toList();
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void namesThatGitRefusesAreRefused() {
        for (String name : List.of("a b", "a..b", "a~1", "a^", "a:b", "x.lock", "a//b", ".hidden", "a/.b", "end.", "@{u}", "a\\b")) {
            var answer = client.get(repository() + "branches/" + Urls.encode(name));
            assertThat(answer.statusCode()).as(name).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"message\":\"The branch refname is invalid\"}");
            assertThatThrownBy(() -> Git.text(null, "check-ref-format", "refs/heads/" + name)).as(name).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void branchListsAreStaleForHalfAMinuteIfOrdered() {
        forge.quirks().setStaleBranchLists(true);
        int before = client.json(repository() + "branches?per_page=100").size();
        branch("brand-new");
        assertThat(client.json(repository() + "branches?per_page=100")).hasSize(before);
        assertThat(client.get(repository() + "branches/brand-new").statusCode()).as("a single branch is fresh").isEqualTo(200);
        NOW.updateAndGet(then -> then.plus(Duration.ofSeconds(31)));
        assertThat(client.json(repository() + "branches?per_page=100")).hasSize(before + 1);
    }

    @Test
    void oldServersAlwaysAnnounceASecondPageOfBranches() {
        assertThat(client.get(repository() + "branches?per_page=100").headers().firstValue("X-Next-Page")).contains("");
        forge.quirks().setOldBranchPages(true);
        assertThat(client.get(repository() + "branches?per_page=100").headers().firstValue("X-Next-Page")).contains("2");
        assertThat(client.json(repository() + "branches?per_page=100&page=2")).isEmpty();
    }

    @Test
    void aReferenceWrittenBehindTheForgesBackIsSeen() {
        for (int i = 0; i < 20; i++) {
            branch("race/" + i);
            assertThat(client.get(repository() + "branches/race%2F" + i).statusCode()).isEqualTo(200);
        }
        Git.text(project.gitDir(), "update-ref", "-d", "refs/heads/race/7");
        assertThat(client.get(repository() + "branches/race%2F7").statusCode()).isEqualTo(404);
    }

    @Test
    void scopesAllowWhatTheySay() {
        forge.addToken("only-user", "active", Set.of("read_user"));
        for (String path : List.of("metadata", "version", "user", "personal_access_tokens/self")) {
            assertThat(as("only-user", path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(as("only-user", "projects").body()).contains("insufficient_scope").contains("\"scope\":\"api read_api\"");
    }

    private java.net.http.HttpResponse<String> as(String token, String path) {
        return client.send(HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/" + path)).header("Authorization", "Bearer " + token).build());
    }

    @Test
    void anArchivedProjectCanBeReadAndNotPushedTo() {
        forge.archive(project.id(), true);
        Path clone = data.resolve("clone");
        Git.text(null, "clone", "--quiet", "--bare", withToken(), clone.toString());
        assertThatThrownBy(() -> Git.text(clone, "push", "--quiet", "origin", "main:refs/heads/new")).hasMessageContaining("403");
        forge.archive(project.id(), false);
        Git.text(clone, "push", "--quiet", "origin", "main:refs/heads/new");
        assertThat(client.get(repository() + "branches/new").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutFiltersTheServerDoesNotOfferThem() {
        forge.quirks().setFilters(false);
        Path clone = data.resolve("clone");
        Git.text(null, "-c", "protocol.version=2", "clone", "--quiet", "--bare", "--filter=tree:0", withToken(), clone.toString());
        assertThat(Git.lines(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")).as("everything came").contains("tree");
    }

    @Test
    void gitMeetsOverloadAndBrokenTransfers() {
        String pack = "/acme/webshop.git/git-upload-pack";
        Path clone = data.resolve("clone");
        forge.faults().add(pack, Faults.Kind.GIT_LOAD, 1);
        assertThatThrownBy(() -> Git.text(null, "clone", "--bare", withToken(), clone.toString()))
                .hasMessageContaining("remote error: GitLab is currently unable to handle this request due to load");
        forge.faults().clear();
        forge.faults().add(pack, Faults.Kind.TRUNCATED, 2);
        assertThatThrownBy(() -> Git.text(null, "clone", "--bare", withToken(), clone.toString())).isInstanceOf(IllegalStateException.class);
        forge.faults().clear();
        forge.faults().add("/acme/webshop.git", Faults.Kind.UNAVAILABLE, 1);
        assertThatThrownBy(() -> Git.text(null, "clone", "--bare", withToken(), clone.toString())).hasMessageContaining("503");
        Git.text(null, "clone", "--quiet", "--bare", withToken(), clone.toString());
    }

    @Test
    void anOpenMergeRequestFollowsItsBranch() {
        JsonNode open = client.all("groups/acme/merge_requests?state=opened").stream()
                .filter(m -> m.get("source_branch").asText().matches("[\\x21-\\x7e]+") && !m.get("sha").isNull()).findFirst().orElseThrow();
        String id = open.get("project_id").asText();
        Forge.Listed project = forge.projects().stream().filter(p -> Long.toString(p.id()).equals(id)).findFirst().orElseThrow();
        Path clone = data.resolve("clone");
        Git.text(null, "clone", "--quiet", "--bare", project.url().replace("://", "://oauth2:" + forge.token() + "@"), clone.toString());
        String source = open.get("source_branch").asText();
        String head = Git.text(clone, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree", "-p", "refs/heads/" + source, "-m", "KEY-9 more",
                "refs/heads/" + source + "^{tree}").strip();
        Git.text(clone, "push", "--quiet", "origin", head + ":refs/heads/" + source);
        JsonNode after = client.json("projects/" + project.id() + "/merge_requests/" + open.get("iid").asText());
        assertThat(after.get("sha").asText()).isEqualTo(head);
        assertThat(after.get("updated_at").asText()).startsWith("2026-05-01T12:00");
        assertThat(Git.text(project.gitDir(), "rev-parse", "refs/merge-requests/" + open.get("iid").asText() + "/head").strip()).isEqualTo(head);
    }

    @Test
    void quirksAndFaultsCanBeOrderedOverHttp() {
        assertThat(order("quirks", "{\"filters\":false,\"old_branch_pages\":true}")).isEqualTo(204);
        assertThat(forge.quirks().filters()).isFalse();
        assertThat(forge.quirks().oldBranchPages()).isTrue();
        assertThat(forge.quirks().staleBranchLists()).isFalse();
        assertThat(order("faults", "{\"prefix\":\"/api/v4/user\",\"kind\":\"BAD_GATEWAY_HTML\",\"count\":1}")).isEqualTo(204);
        assertThat(client.get("user").statusCode()).isEqualTo(502);
        assertThat(order("faults", "{\"kind\":\"NO_SUCH\"}")).isEqualTo(400);
    }

    private int order(String what, String body) {
        return client.send(HttpRequest.newBuilder(URI.create(forge.url() + "/-/test/" + what)).POST(HttpRequest.BodyPublishers.ofString(body)).build()).statusCode();
    }
}
