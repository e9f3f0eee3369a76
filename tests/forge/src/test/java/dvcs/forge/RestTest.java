package dvcs.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers against what git itself says of the same repositories. */
class RestTest {
    @TempDir
    static Path data;

    private static Forge forge;
    private static Client client;

    @BeforeAll
    static void start() {
        forge = Forge.start(ForgeOptions.in(data));
        client = new Client(forge);
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @BeforeEach
    void calm() {
        forge.faults().clear();
    }

    private static String commits(Forge.Listed project) {
        return "projects/" + project.id() + "/repository/commits";
    }

    /** As GitLab says it of a merge request that was merged with a commit: gitlab.md, merge requests. */
    @Test
    void mergedRequestsNameTheCommitThatMergedThem() {
        int merged = 0;
        for (Forge.Listed project : forge.projects()) {
            for (JsonNode request : client.all("projects/" + project.id() + "/merge_requests?per_page=100&state=merged")) {
                String merge = request.get("merge_commit_sha").asText(null);
                if (merge == null) {
                    continue;
                }
                merged++;
                List<String> parents = List.of(Git.text(project.gitDir(), "rev-parse", merge + "^@").strip().split("\n"));
                assertThat(parents).as("%s !%s", project.path(), request.get("iid")).hasSize(2).endsWith(request.get("sha").asText());
                String commits = "projects/" + project.id() + "/merge_requests/" + request.get("iid") + "/commits?per_page=100";
                assertThat(client.all(commits)).extracting(commit -> commit.get("id").asText()).containsExactlyInAnyOrderElementsOf(
                        List.of(Git.text(project.gitDir(), "rev-list", merge + "^1.." + merge + "^2").strip().split("\n")));
            }
        }
        assertThat(merged).isGreaterThan(10);
    }

    @Test
    void commitsOfEveryProjectAreWhatGitLists() {
        for (Forge.Listed project : forge.projects()) {
            for (String branch : Git.lines(project.gitDir(), "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/")) {
                List<String> expected = Git.lines(project.gitDir(), "rev-list", "refs/heads/" + branch);
                List<String> shas = client.all(commits(project) + "?per_page=100&ref_name=" + Urls.encode(branch))
                        .stream().map(c -> c.get("id").asText()).toList();
                assertThat(shas).as("%s %s", project.path(), branch).isEqualTo(expected);
            }
        }
    }

    @Test
    void rangesExcludeAndUnknownRefsAreEmpty() {
        Forge.Listed project = forge.project("acme/webshop");
        String old = Git.text(project.gitDir(), "rev-parse", "main~20").strip();
        List<String> expected = Git.lines(project.gitDir(), "rev-list", old + "..main");
        assertThat(client.all(commits(project) + "?per_page=7&ref_name=" + old + "..main"))
                .extracting(c -> c.get("id").asText()).containsExactlyElementsOf(expected);
        assertThat(client.json(commits(project) + "?ref_name=nothing")).isEmpty();
        assertThat(client.json(commits(project) + "?ref_name=" + "0".repeat(40) + "..main")).isEmpty();
    }

    @Test
    void aFullLastPageIsFollowedByAnEmptyOne() {
        Forge.Listed project = forge.project("acme/legacy");
        String count = Git.text(project.gitDir(), "rev-list", "--count", "main").strip();
        assertThat(Integer.parseInt(count)).isBetween(2, 100);
        var whole = client.get(commits(project) + "?ref_name=main&per_page=" + count);
        assertThat(whole.headers().firstValue("X-Next-Page")).contains("2");
        assertThat(whole.headers().firstValue("X-Total")).as("commits are never counted").isEmpty();
        assertThat(client.json(commits(project) + "?ref_name=main&page=2&per_page=" + count)).isEmpty();
        var cut = client.get(commits(project) + "?ref_name=main&per_page=" + (Integer.parseInt(count) - 1) + "&page=2");
        assertThat(cut.headers().firstValue("X-Next-Page")).contains("");
    }

    @Test
    void allReversesWithinEachPage() {
        Forge.Listed project = forge.project("acme/legacy");
        List<String> newest = Git.lines(project.gitDir(), "rev-list", "--all", "--max-count=5");
        List<String> page = new java.util.ArrayList<>();
        client.json(commits(project) + "?all=true&per_page=5").forEach(c -> page.add(c.get("id").asText()));
        java.util.Collections.reverse(page);
        assertThat(page).isEqualTo(newest);
    }

    @Test
    void branchesComeByKeysetAndByOffset() {
        Forge.Listed project = forge.project("acme/odd-corners");
        Set<String> expected = new HashSet<>(Git.lines(project.gitDir(), "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/"));
        for (String way : List.of("pagination=keyset&per_page=2", "per_page=3")) {
            List<JsonNode> rows = client.all("projects/" + project.id() + "/repository/branches?" + way);
            assertThat(rows).extracting(b -> b.get("name").asText()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        }
        JsonNode branch = client.json("projects/" + project.id() + "/repository/branches/" + Urls.encode("ünïcödé/KEY-30"));
        assertThat(branch.get("commit").get("message").asText()).isEqualTo("KEY-31 on ünïcödé/KEY-30");
    }

    @Test
    void oddTextIsConvertedAndKeptWhole() {
        Forge.Listed project = forge.project("acme/odd-corners");
        List<String> messages = client.all(commits(project) + "?per_page=100").stream().map(c -> c.get("message").asText()).toList();
        assertThat(messages).anyMatch(m -> m.startsWith("KEY-4 Grüße aus München"));
        assertThat(messages).anyMatch(m -> m.startsWith("KEY-2 broken UTF-8: \uFFFD\uFFFD") && m.endsWith("KEY-3"));
        assertThat(messages).anyMatch(m -> m.length() > 1_000_000 && m.endsWith("KEY-6"));
        assertThat(client.all(commits(project) + "?per_page=100")).anyMatch(c -> c.get("parent_ids").size() == 64)
                .anyMatch(c -> c.get("authored_date").asText().startsWith("1969-01-01"))
                .anyMatch(c -> c.get("authored_date").asText().startsWith("2106-"));
    }

    @Test
    void groupListingFollowsActivityAndSubgroups() {
        assertThat(client.json("groups/acme/projects?include_subgroups=false&per_page=100")).hasSize(6);
        List<JsonNode> rows = client.all("groups/acme/projects?include_subgroups=true&order_by=last_activity_at&per_page=3&pagination=keyset");
        assertThat(rows).hasSize(8).extracting(p -> p.get("last_activity_at").asText()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(client.json("groups/acme/projects?archived=true")).hasSize(1);
        assertThat(client.json("groups/acme%2Ftools").get("full_path").asText()).isEqualTo("acme/tools");
        assertThat(client.json("groups/acme/descendant_groups")).hasSize(1);
    }

    @Test
    void mergeRequestsSinceAMomentAreInclusive() {
        Forge.Listed project = forge.project("acme/webshop");
        List<JsonNode> all = client.all("projects/" + project.id() + "/merge_requests?order_by=updated_at&sort=asc&per_page=2");
        assertThat(all).isNotEmpty();
        String last = all.get(all.size() - 1).get("updated_at").asText();
        assertThat(client.json("projects/" + project.id() + "/merge_requests?updated_after=" + last)).hasSize(1);
        assertThat(all).filteredOn(m -> m.get("state").asText().equals("merged")).allMatch(m -> !m.get("merged_at").isNull());
    }

    @Test
    void reviewsOfAMergeRequestAreInTheListAndInTheirOwnAnswers() {
        String base = "projects/" + forge.project("acme/odd-corners").id() + "/merge_requests/";
        assertThat(client.json(base + "1").get("reviewers")).extracting(user -> user.get("username").asText())
                .containsExactly("bj.rn.elik", "dana");
        assertThat(client.all(base + "1/reviewers?per_page=1"))
                .extracting(review -> review.get("user").get("name").asText() + " " + review.get("state").asText())
                .containsExactly("Björn Çelik approved", "<i>Dana</i> requested_changes");
        JsonNode approvals = client.json(base + "1/approvals");
        assertThat(approvals.get("approved_by")).hasSize(1);
        assertThat(approvals.get("approved_by").get(0).get("user").get("username").asText()).isEqualTo("bj.rn.elik");
        assertThat(client.json(base + "2/reviewers")).isEmpty();
        assertThat(client.json(base + "2/approvals").get("approved").asBoolean()).as("GitLab's word where no rule asks for any").isTrue();
        assertThat(client.get(base + "99/reviewers").statusCode()).isEqualTo(404);
    }

    @Test
    void aCommitsFilesAreListedWithTheirPatches() {
        Forge.Listed project = forge.project("acme/odd-corners");
        String sha = Git.text(project.gitDir(), "log", "--format=%H", "--grep=KEY-9 ", "main").strip();
        List<JsonNode> files = client.all(commits(project) + "/" + sha + "/diff?per_page=1");
        assertThat(files).extracting(file -> file.get("new_path").asText())
                .containsExactly("doc/<b>bold</b> & ünïcödé.txt", "src/plain.txt");
        assertThat(files).allMatch(file -> file.get("new_file").asBoolean());
        assertThat(files.get(0).get("diff").asText()).isEqualTo("@@ -0,0 +1,3 @@\n+one\n+two\n+three\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "groups/nobody | 404 | 404 Group Not Found", "projects/1 | 404 | 404 Project Not Found",
        "nonsense | 404 | 404 Not Found", "projects?page=0 | 400 | page does not have a valid value",
        "projects?page=a | 400 | page is invalid",
        "projects?pagination=keyset&order_by=name | 405 | Keyset pagination is not yet available for this type of request",
        "projects/acme%2Fwebshop/repository/commits?ref_name=-x | 400 | ref_name is invalid",
        "projects/acme%2Fwebshop/repository/commits?since=soon | 400 | since is invalid"})
    void refusalsAreInGitLabsWords(String path, int status, String words) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode body = Client.parse(answer.body());
        assertThat(body.has("error") ? body.get("error").asText() : body.get("message").asText()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"expired, 401, Token is expired", "revoked, 401, Token was revoked", "blocked, 403, has been blocked", "none, 403, insufficient_scope"})
    void tokensAreRefusedEachInItsWay(String state, int status, String words) {
        forge.addToken("t-" + state, state.equals("none") ? "active" : state, state.equals("none") ? Set.of("read_user") : Set.of("api"));
        var answer = client.send(HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/projects")).header("PRIVATE-TOKEN", "t-" + state).build());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4/user")).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void faultsComeAsOrderedAndAreCounted() {
        forge.requests().reset();
        forge.faults().add("/api/v4/user", Faults.Kind.RATE_LIMIT_HEADERS, 1);
        forge.faults().add("/api/v4/user", Faults.Kind.HTML_WITH_200, 1);
        var limited = client.get("user");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("1");
        assertThat(client.get("user").body()).startsWith("<!DOCTYPE html>");
        assertThat(client.json("user").get("username").asText()).isEqualTo("connector");
        assertThat(forge.requests().counts()).containsEntry("GET /api/v4/user", 3);
        forge.faults().add("/api/v4/user", Faults.Kind.TRUNCATED, 1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.get("user")).isInstanceOf(java.io.UncheckedIOException.class);
    }
}
