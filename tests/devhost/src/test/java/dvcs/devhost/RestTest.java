package dvcs.devhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.JiraServiceContextImpl;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParametersImpl;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.util.UserManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.devhost.platform.ProjectSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issues, comments, work logs and transitions, through the services and through REST. */
class RestTest {
    @TempDir
    private static Path folder;

    private static DevHost host;
    private static Browser alice;

    @BeforeAll
    static void start() {
        host = DevHost.start(DevHostOptions.of(folder.resolve("home"))
                .withProjects(List.of(new ProjectSeed("ZOO", "Zoo", 12, Map.of("OLD-7", 3, "OLDER-1", 3)))));
        alice = Browser.basic(host.url(), "alice");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static List<String> names(JsonNode transitions) {
        return StreamSupport.stream(transitions.path("transitions").spliterator(), false)
                .map(t -> t.path("name").asText())
                .toList();
    }

    private static String id(JsonNode transitions, String name) {
        return StreamSupport.stream(transitions.path("transitions").spliterator(), false)
                .filter(t -> t.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private ApplicationUser user(String name) {
        return host.service(UserManager.class).getUserByName(name);
    }

    private Issue issue(String key) {
        return host.service(IssueManager.class).getIssueObject(key);
    }

    @Test
    void everyIssueOfAProjectExistsAndNoMore() throws IOException {
        assertThat(json(alice.get("/rest/api/2/issue/KEY-200").body())
                        .path("fields")
                        .path("status")
                        .path("name")
                        .asText())
                .isEqualTo("Open");
        for (String none : new String[] {"KEY-201", "KEY-0", "KEY-01", "NONE-1", "key-1", "KEY-", "KEY-99999999999"}) {
            assertThat(alice.get("/rest/api/2/issue/" + none).statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
        assertThat(alice.get("/rest/api/2/issue/ZOO-12").statusCode()).isEqualTo(200);
    }

    @Test
    void transitionsMoveAnIssueAndAreChecked() throws IOException {
        String path = "/rest/api/2/issue/KEY-10/transitions";
        assertThat(names(json(alice.get(path).body()))).containsExactly("In Progress", "Close");
        String start = id(json(alice.get(path).body()), "In Progress");
        assertThat(alice.json(path, "{\"transition\":{\"id\":\"" + start + "\"}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(json(alice.get("/rest/api/2/issue/KEY-10").body())
                        .path("fields")
                        .path("status")
                        .path("name")
                        .asText())
                .isEqualTo("In Progress");
        assertThat(alice.json(path, "{\"transition\":{\"id\":\"" + start + "\"}}")
                        .statusCode())
                .isEqualTo(400);
        alice.json(path, "{\"transition\":{\"id\":\"" + id(json(alice.get(path).body()), "Close") + "\"}}");
        assertThat(names(json(alice.get(path).body()))).containsExactly("Reopen");
        assertThat(alice.json(path, "not json").statusCode()).isEqualTo(400);
    }

    @Test
    void aSessionNeedsTheXsrfHeader() {
        Browser session = Browser.loggedIn(host.url(), "alice");
        assertThat(session.json("/rest/api/2/issue/KEY-11/comment", "{\"body\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(session.header("X-Atlassian-Token", "no-check")
                        .json("/rest/api/2/issue/KEY-11/comment", "{\"body\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void commentsKeepAuthorAndDate() throws IOException {
        CommentService comments = host.service(CommentService.class);
        Date then = new Date(1_632_131_422_000L);
        var validated = comments.validateCommentCreate(
                user("alice"),
                CommentParameters.builder()
                        .issue(issue("KEY-20"))
                        .author(user("alice"))
                        .body("Grüße <b>")
                        .created(then)
                        .build());
        assertThat(validated.isValid()).isTrue();
        assertThat(comments.create(user("alice"), validated, true).getCreated()).isEqualTo(then);
        JsonNode comment = json(alice.get("/rest/api/2/issue/KEY-20").body())
                .path("fields")
                .path("comment")
                .path("comments")
                .path(0);
        assertThat(comment.path("body").asText()).isEqualTo("Grüße <b>");
        assertThat(comment.path("author").path("emailAddress").asText()).isEqualTo("alice@example.com");
        assertThat(comment.path("created").asText()).isEqualTo("2021-09-20T09:50:22.000+0000");
        assertThat(alice.get("/browse/KEY-20").body())
                .contains("Grüße &lt;b&gt;", "Alice Abbot added a comment - 20/Sep/21");
    }

    @Test
    void refusedCommentsAreNotCreated() {
        CommentService comments = host.service(CommentService.class);
        var secret = comments.validateCommentCreate(
                user("alice"),
                CommentParameters.builder().issue(issue("SECRET-1")).body("x").build());
        assertThat(secret.getErrorCollection().getErrorMessages()).hasSize(1);
        assertThatThrownBy(() -> comments.create(user("alice"), secret, false)).hasMessageContaining("refused");
        assertThat(comments.validateCommentCreate(
                                user("alice"),
                                CommentParameters.builder()
                                        .issue(issue("KEY-1"))
                                        .body(" ")
                                        .build())
                        .getErrorCollection()
                        .getErrors())
                .containsKey("comment");
        assertThat(comments.validateCommentCreate(
                                user("alice"),
                                CommentParameters.builder()
                                        .issue(issue("KEY-1"))
                                        .body("x".repeat(32_768))
                                        .build())
                        .isValid())
                .isFalse();
    }

    @Test
    void workIsLoggedInSeconds() throws IOException {
        WorklogService worklogs = host.service(WorklogService.class);
        JiraServiceContext context = new JiraServiceContextImpl(user("bob"));
        var result = worklogs.validateCreate(
                context,
                WorklogInputParametersImpl.builder()
                        .issue(issue("KEY-30"))
                        .timeSpent("1w 2d 1h 30m")
                        .startDate(new Date(0))
                        .comment("did it")
                        .build());
        worklogs.createAndAutoAdjustRemainingEstimate(context, result, true);
        JsonNode log = json(alice.get("/rest/api/2/issue/KEY-30").body())
                .path("fields")
                .path("worklog")
                .path("worklogs")
                .path(0);
        assertThat(log.path("timeSpentSeconds").asLong()).isEqualTo((40 + 16) * 3600 + 5400);
        assertThat(log.path("author").path("name").asText()).isEqualTo("bob");
        for (String bad : new String[] {"soon", "", "1x", "0m"}) {
            JiraServiceContext refused = new JiraServiceContextImpl(user("bob"));
            assertThat(worklogs.validateCreate(
                            refused,
                            WorklogInputParametersImpl.builder()
                                    .issue(issue("KEY-30"))
                                    .timeSpent(bad)
                                    .startDate(new Date())
                                    .build()))
                    .as(bad)
                    .isNull();
            assertThat(refused.getErrorCollection().getErrors()).containsKey("timeLogged");
        }
    }

    @Test
    void aTransitionMayCarryAComment() {
        IssueService service = host.service(IssueService.class);
        var validated = service.validateTransition(
                user("alice"),
                issue("KEY-40").getId(),
                2,
                service.newIssueInputParameters().setComment("closing"));
        assertThat(service.transition(user("alice"), validated)
                        .getIssue()
                        .getStatus()
                        .getName())
                .isEqualTo("Closed");
        assertThat(alice.get("/browse/KEY-40").body()).contains("closing");
        assertThat(service.validateTransition(user("alice"), issue("SECRET-1").getId(), 2, null)
                        .isValid())
                .isFalse();
    }

    @Test
    void movedIssuesAreFoundByTheirFormerKeys() {
        IssueManager issues = host.service(IssueManager.class);
        assertThat(issues.getIssueObject("OLD-7").getKey()).isEqualTo("ZOO-3");
        assertThat(issues.getAllIssueKeys(issue("ZOO-3").getId()))
                .containsExactlyInAnyOrder("ZOO-3", "OLD-7", "OLDER-1");
        assertThat(issues.getIssueByKeyIgnoreCase("zoo-3").getKey()).isEqualTo("ZOO-3");
        assertThat(alice.target(alice.get("/browse/OLD-7"))).isEqualTo("/browse/ZOO-3");
    }

    @Test
    void issueIdsNeedALong() {
        assertThat(issue("KEY-1").getId()).isGreaterThan(Integer.MAX_VALUE);
    }
}
