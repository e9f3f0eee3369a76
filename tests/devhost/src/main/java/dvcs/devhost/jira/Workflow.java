package dvcs.devhost.jira;

import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueInputParameters;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.util.SimpleErrorCollection;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.atlassian.jira.workflow.JiraWorkflow;
import com.atlassian.jira.workflow.WorkflowManager;
import com.opensymphony.workflow.loader.ActionDescriptor;
import dvcs.devhost.jira.WorkflowStatus.Transition;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reading issues with permissions, and moving them (calls as in jira-platform.md 2.14 [S]; error texts are the host's
 * wording).
 */
public final class Workflow implements IssueService, WorkflowManager, IssueWorkflowManager {
    private final Issues issues;
    private final Permissions permissions;
    private final Comments comments;

    public Workflow(Issues issues, Permissions permissions, Comments comments) {
        this.issues = issues;
        this.permissions = permissions;
        this.comments = comments;
    }

    @Override
    public IssueResult getIssue(ApplicationUser user, Long id) {
        return visible(user, issues.byId(id));
    }

    @Override
    public IssueResult getIssue(ApplicationUser user, String key) {
        return visible(user, issues.byKey(key));
    }

    /** An issue that may not be seen is answered like one that does not exist, except for the words. */
    private IssueResult visible(ApplicationUser user, Optional<HostIssue> issue) {
        ErrorCollection errors = new SimpleErrorCollection();
        if (issue.isEmpty()) {
            errors.addErrorMessage("Issue Does Not Exist");
            return new IssueResult(null, errors);
        }
        if (!permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue.get(), user)) {
            errors.addErrorMessage("You do not have the permission to see the specified issue.");
            return new IssueResult(null, errors);
        }
        return new IssueResult(issue.get(), errors);
    }

    @Override
    public IssueInputParameters newIssueInputParameters() {
        return new Parameters();
    }

    @Override
    public TransitionValidationResult validateTransition(
            ApplicationUser user, Long issueId, int actionId, IssueInputParameters parameters) {
        IssueResult seen = getIssue(user, issueId);
        if (!seen.isValid()) {
            return new TransitionValidationResult(null, seen.getErrorCollection(), actionId);
        }
        ErrorCollection errors = new SimpleErrorCollection();
        if (getAvailableActions(seen.getIssue(), user).stream().noneMatch(a -> a.getId() == actionId)) {
            errors.addErrorMessage("It seems that you have tried to perform a workflow operation (" + actionId
                    + ") that is not valid for the current state of this issue.");
        }
        return new Validated(seen, errors, actionId, parameters == null ? null : parameters.getCommentValue());
    }

    @Override
    public IssueResult transition(ApplicationUser user, TransitionValidationResult result) {
        if (!result.isValid()) {
            throw new IllegalStateException("This transition was refused: "
                    + result.getErrorCollection().getErrorMessages());
        }
        HostIssue issue = issues.byId(result.getIssue().getId()).orElseThrow();
        Optional<Transition> transition = issue.state().transitions().stream()
                .filter(t -> t.action.getId() == result.getActionId())
                .findFirst();
        ErrorCollection errors = new SimpleErrorCollection();
        if (transition.isEmpty()) {
            errors.addErrorMessage("The issue has left the state that this transition starts from.");
            return new IssueResult(issue, errors);
        }
        issues.move(issue, transition.get().to);
        String comment = ((Validated) result).comment;
        if (comment != null && !comment.isBlank()) {
            var validated = comments.validateCommentCreate(
                    user,
                    CommentParameters.builder()
                            .issue(issue)
                            .author(user)
                            .body(comment)
                            .build());
            if (validated.isValid()) {
                comments.create(user, validated, true);
            }
        }
        return new IssueResult(issues.byId(issue.getId()).orElseThrow(), errors);
    }

    @Override
    public JiraWorkflow getWorkflow(Issue issue) {
        return new JiraWorkflow() {
            @Override
            public String getName() {
                return "Development host workflow";
            }

            @Override
            public Collection<ActionDescriptor> getAllActions() {
                return Arrays.stream(Transition.values()).map(t -> t.action).toList();
            }
        };
    }

    @Override
    public Collection<ActionDescriptor> getAvailableActions(Issue issue, ApplicationUser user) {
        if (!permissions.hasPermission(ProjectPermissions.TRANSITION_ISSUES, issue, user)) {
            return List.of();
        }
        return issues.byId(issue.getId())
                .map(i -> i.state().transitions().stream().map(t -> t.action).toList())
                .orElse(List.of());
    }

    /** The status that an action leads to. */
    public static WorkflowStatus target(int actionId) {
        return Arrays.stream(Transition.values())
                .filter(t -> t.action.getId() == actionId)
                .findFirst()
                .orElseThrow()
                .to;
    }

    /** In Jira the comment travels in a map of field values. */
    private static final class Validated extends TransitionValidationResult {
        private final String comment;

        Validated(IssueResult seen, ErrorCollection errors, int actionId, String comment) {
            super(seen.getIssue(), errors, actionId);
            this.comment = comment;
        }
    }

    private static final class Parameters implements IssueInputParameters {
        private String comment;

        @Override
        public IssueInputParameters setComment(String text) {
            comment = text;
            return this;
        }

        @Override
        public String getCommentValue() {
            return comment;
        }
    }
}
