package dvcs.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import dvcs.commands.JiraActions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Jira for smart commits. Every question and every deed is a user's, or nobody's, and the thread is left as it was. */
final class JiraCommands implements JiraActions {
    private final IssueManager issues;
    private final PermissionManager permissions;
    private final JiraPeople people;
    private final ActingUser acting;
    private final JiraDeeds deeds;
    private final JiraTraces traces;
    private final IssueWorkflowManager workflows;

    JiraCommands(IssueManager issues, PermissionManager permissions, JiraPeople people, ActingUser acting, JiraDeeds deeds,
            JiraTraces traces, IssueWorkflowManager workflows) {
        this.issues = issues;
        this.permissions = permissions;
        this.people = people;
        this.acting = acting;
        this.deeds = deeds;
        this.traces = traces;
        this.workflows = workflows;
    }

    @Override
    public Optional<IssueRef> issue(String key) {
        return nobody(() -> ref(issues.getIssueObject(key)));
    }

    @Override
    public Optional<IssueRef> issue(long id) {
        return nobody(() -> ref(issues.getIssueObject(id)));
    }

    @Override
    public List<Person> byEmail(String email) {
        return people.byEmail(email);
    }

    @Override
    public Optional<Person> byName(String name) {
        return people.byName(name);
    }

    @Override
    public Optional<Person> byKey(String key) {
        return people.byKey(key);
    }

    @Override
    public boolean maySee(String actor, long issueId) {
        return as(actor, () -> {
            Issue issue = issues.getIssueObject(issueId);
            return issue != null && permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, people.user(actor));
        });
    }

    @Override
    public Answer check(Act act) {
        return as(act.actor(), () -> deeds.perform(act, false));
    }

    @Override
    public Answer perform(Act act) {
        return as(act.actor(), () -> deeds.perform(act, true));
    }

    @Override
    public List<Transition> transitions(long issueId, String actor) {
        return as(actor, () -> workflows.getAvailableActions(there(issueId), people.user(actor)).stream()
                .map(action -> new Transition(action.getId(), action.getName())).toList());
    }

    @Override
    public Situation situation(long issueId) {
        return nobody(() -> {
            Issue issue = there(issueId);
            return new Situation(issue.getStatus().getId(), issue.getStatus().getName(),
                    issue.getUpdated() == null ? 0 : issue.getUpdated().getTime());
        });
    }

    @Override
    public List<Trace> comments(long issueId, String actor, long created) {
        return nobody(() -> traces.comments(there(issueId), actor, created));
    }

    @Override
    public List<Trace> workLogs(long issueId, String actor, long started) {
        return nobody(() -> traces.workLogs(there(issueId), actor, started));
    }

    private Issue there(long id) {
        Issue issue = issues.getIssueObject(id);
        if (issue == null) {
            throw new IllegalStateException("The issue is gone.");
        }
        return issue;
    }

    private static Optional<IssueRef> ref(Issue issue) {
        return Optional.ofNullable(issue).map(found -> new IssueRef(found.getId(), found.getKey()));
    }

    private <T> T as(String userKey, Supplier<T> work) {
        ApplicationUser user = people.user(userKey);
        return acting.as(user, work);
    }

    private <T> T nobody(Supplier<T> work) {
        return acting.as(null, work);
    }
}
