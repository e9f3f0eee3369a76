package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verifyNoInteractions;

import com.atlassian.jira.issue.comments.Comment;
import dvcs.api.CommandKind;
import dvcs.commands.JiraActions;
import dvcs.commands.JiraActions.Act;
import dvcs.commands.JiraActions.Answer;
import dvcs.commands.JiraActions.Person;
import dvcs.commands.JiraActions.Trace;
import dvcs.commands.JiraActions.Transition;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.HostTables;
import dvcs.devhost.jira.Comments;
import dvcs.devhost.jira.CurrentUser;
import dvcs.devhost.jira.HostIssue;
import dvcs.devhost.jira.Issues;
import dvcs.devhost.jira.Permissions;
import dvcs.devhost.jira.Projects;
import dvcs.devhost.jira.ThreadLocals;
import dvcs.devhost.jira.Users;
import dvcs.devhost.jira.Workflow;
import dvcs.devhost.jira.Worklogs;
import dvcs.devhost.platform.HostEvents;
import dvcs.devhost.platform.HostI18n;
import dvcs.devhost.platform.ProjectSeed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters against the development host's Jira, which holds to Jira's published signatures and rules. */
class JiraCommandsTest {
    private static final long DATE = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Database db;
    private Issues issues;
    private Comments comments;
    private Worklogs worklogs;
    private CurrentUser current;
    private Users users;
    private JiraActions jira;
    private JiraActions questions;
    private ThreadLocals threadLocals;

    @BeforeEach
    void host() {
        db = Database.h2(folder.resolve("h2"), "host");
        HostTables.create(db);
        users = new Users();
        Permissions permissions = new Permissions();
        issues = new Issues(db, new Projects(db, List.of(new ProjectSeed("NEW", "New", 10, Map.of("OLD-4", 5)))), users);
        HostEvents events = new HostEvents();
        comments = new Comments(db, issues, users, permissions, events);
        worklogs = new Worklogs(db, issues, users, permissions, events);
        Workflow workflow = new Workflow(issues, permissions, comments);
        current = new CurrentUser(users, new HostI18n());
        threadLocals = spy(new ThreadLocals(current));
        CommandServices services = new CommandServices(issues, workflow, comments, comments, worklogs, worklogs, workflow, permissions, users, users,
                current, threadLocals);
        jira = services.actions();
        questions = services.questions();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private long id(String key) {
        return jira.issue(key).orElseThrow().id();
    }

    private static String key(String name) {
        return new Users().byName(name).orElseThrow().getKey();
    }

    private Act act(CommandKind kind, String issue, String user, String text, String time, int transition) {
        return new Act(kind, id(issue), key(user), text, time, DATE, transition);
    }

    private HostIssue issue(String key) {
        return issues.byKey(key).orElseThrow();
    }

    @Test
    void aCommentIsTheActorsAndHasTheCommitsDate() {
        Answer answer = jira.perform(act(CommandKind.COMMENT, "KEY-1", "alice", "Bug is <fixed>.", "", 0));
        assertThat(answer.done()).isTrue();
        Comment comment = comments.getComments(issue("KEY-1")).get(0);
        assertThat(comment.getBody()).isEqualTo("Bug is <fixed>.");
        assertThat(comment.getCreated().getTime()).isEqualTo(DATE);
        assertThat(comment.getAuthorApplicationUser().getName()).isEqualTo("alice");
        assertThat(answer.effect()).isEqualTo(String.valueOf(comment.getId()));
        assertThat(jira.comments(id("KEY-1"), key("alice"), DATE)).extracting(Trace::text).containsExactly("Bug is <fixed>.");
        assertThat(jira.comments(id("KEY-1"), key("bob"), DATE)).isEmpty();
        assertThat(jira.comments(id("KEY-1"), key("alice"), DATE + 1000)).isEmpty();
        assertThat(current.getLoggedInUser()).isNull();
    }

    @Test
    void aCheckChangesNothing() {
        assertThat(jira.check(act(CommandKind.COMMENT, "KEY-1", "alice", "x", "", 0)).done()).isTrue();
        assertThat(jira.check(act(CommandKind.TIME, "KEY-1", "alice", "x", "1h", 0)).done()).isTrue();
        assertThat(jira.check(act(CommandKind.TRANSITION, "KEY-1", "alice", "x", "", 2)).done()).isTrue();
        assertThat(comments.getComments(issue("KEY-1"))).isEmpty();
        assertThat(worklogs.getByIssue(issue("KEY-1"))).isEmpty();
        assertThat(issue("KEY-1").getStatus().getName()).isEqualTo("Open");
    }

    @Test
    void workIsLoggedAndTheRestOfTheEstimateFollows() {
        long estimate = worklogs.remaining(issue("KEY-2"));
        Answer answer = jira.perform(act(CommandKind.TIME, "KEY-2", "bob", "a day", "1d 2h 30m", 0));
        assertThat(answer.done()).isTrue();
        assertThat(jira.workLogs(id("KEY-2"), key("bob"), DATE)).containsExactly(new Trace(answer.effect(), "a day", 10 * 3600 + 1800));
        assertThat(worklogs.remaining(issue("KEY-2"))).isEqualTo(estimate - 10 * 3600 - 1800);
    }

    @Test
    void aTransitionMovesTheIssueAndComments() {
        assertThat(jira.transitions(id("KEY-3"), key("alice"))).extracting(Transition::name).containsExactly("In Progress", "Close");
        var before = jira.situation(id("KEY-3"));
        Answer answer = jira.perform(act(CommandKind.TRANSITION, "KEY-3", "alice", "done with it", "", 2));
        assertThat(answer).isEqualTo(Answer.done("Open → Closed"));
        assertThat(comments.getComments(issue("KEY-3"))).extracting(Comment::getBody).containsExactly("done with it");
        assertThat(jira.situation(id("KEY-3"))).isNotEqualTo(before);
        assertThat(jira.perform(act(CommandKind.TRANSITION, "KEY-3", "alice", "", "", 2)).reason()).contains("not valid for the current state");
    }

    @Test
    void jirasRefusalIsSaidInJirasWords() {
        assertThat(jira.perform(act(CommandKind.COMMENT, "KEY-1", "alice", "x".repeat(40_000), "", 0)).reason()).contains("exceeds the allowed limit");
        assertThat(jira.perform(act(CommandKind.TIME, "KEY-1", "alice", "x", "soon", 0)).reason()).contains("Invalid time duration");
        assertThat(jira.perform(act(CommandKind.COMMENT, "SECRET-1", "alice", "x", "", 0)).reason()).contains("permission to comment");
    }

    @Test
    void whatAUserMayNotSeeIsSaidPlainly() {
        assertThat(jira.maySee(key("alice"), id("SECRET-1"))).isFalse();
        assertThat(jira.maySee(key("admin"), id("SECRET-1"))).isTrue();
        assertThat(jira.maySee(key("alice"), 4711)).isFalse();
        assertThat(jira.transitions(id("SECRET-1"), key("alice"))).isEmpty();
    }

    @Test
    void aMovedIssueIsFoundByItsFormerKey() {
        assertThat(jira.issue("OLD-4").orElseThrow().key()).isEqualTo("NEW-5");
        assertThat(jira.issue(id("NEW-5")).orElseThrow().key()).isEqualTo("NEW-5");
        assertThat(jira.issue("KEY-999999")).isEmpty();
        assertThat(jira.issue(4711L)).isEmpty();
    }

    @Test
    void peopleAreFoundByAddressNameAndKey() {
        assertThat(jira.byEmail("PAIR@example.com")).extracting(Person::name).containsExactlyInAnyOrder("carol", "carl");
        assertThat(jira.byEmail("dave@example.com")).extracting(Person::active).containsExactly(false);
        assertThat(jira.byEmail("nobody@example.com")).isEmpty();
        assertThat(jira.byName("bob").orElseThrow().displayName()).isEqualTo("Bob Baker");
        assertThat(jira.byName("nobody")).isEmpty();
        assertThat(jira.byKey(key("bob")).orElseThrow().name()).isEqualTo("bob");
        assertThat(jira.byKey("JIRAUSER1")).isEmpty();
    }

    @Test
    void theThreadsOwnUserIsBackAfterwards() {
        current.setLoggedInUser(users.byName("admin").orElseThrow());
        jira.perform(act(CommandKind.COMMENT, "KEY-1", "alice", "x", "", 0));
        assertThat(current.getLoggedInUser().getName()).isEqualTo("admin");
    }

    @Test
    void aRequestsThreadKeepsItsState() {
        current.setLoggedInUser(users.byName("admin").orElseThrow());
        Act act = act(CommandKind.COMMENT, "KEY-1", "alice", "x", "", 0);
        long moving = id("KEY-3");
        clearInvocations(threadLocals);
        assertThat(questions.check(act).done()).isTrue();
        assertThat(questions.transitions(moving, key("alice"))).isNotEmpty();
        assertThat(questions.byName("bob")).isPresent();
        assertThat(jira.byName("bob")).isPresent();
        verifyNoInteractions(threadLocals);
        assertThat(current.getLoggedInUser().getName()).isEqualTo("admin");
    }
}
