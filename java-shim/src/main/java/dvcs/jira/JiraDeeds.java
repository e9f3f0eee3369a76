package dvcs.jira;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.JiraServiceContextImpl;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParametersImpl;
import com.atlassian.jira.bc.issue.worklog.WorklogResult;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueInputParameters;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import dvcs.commands.JiraActions.Act;
import dvcs.commands.JiraActions.Answer;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;

/** What smart commits do to issues. Jira validates first, and its words are the answer; to be called as the acting user. */
final class JiraDeeds {
    private final IssueManager issues;
    private final JiraPeople people;
    private final IssueService issueService;
    private final CommentService comments;
    private final WorklogService worklogs;

    JiraDeeds(IssueManager issues, JiraPeople people, IssueService issueService, CommentService comments, WorklogService worklogs) {
        this.issues = issues;
        this.people = people;
        this.issueService = issueService;
        this.comments = comments;
        this.worklogs = worklogs;
    }

    /** {@code really} false: only what Jira would say. */
    Answer perform(Act act, boolean really) {
        Issue issue = issues.getIssueObject(act.issueId());
        if (issue == null) {
            return Answer.refused("The issue is gone.");
        }
        ApplicationUser user = people.user(act.actor());
        return switch (act.kind()) {
            case COMMENT -> comment(act, issue, user, really);
            case TIME -> logWork(act, issue, user, really);
            case TRANSITION -> transition(act, issue, user, really);
            case PROBLEM -> throw new IllegalArgumentException("nothing to do");
        };
    }

    private Answer comment(Act act, Issue issue, ApplicationUser user, boolean really) {
        CommentParameters parameters =
                CommentParameters.builder().issue(issue).author(user).body(act.text()).created(new Date(act.date())).build();
        CommentService.CommentCreateValidationResult valid = comments.validateCommentCreate(user, parameters);
        if (!valid.isValid()) {
            return refused(valid.getErrorCollection());
        }
        return Answer.done(really ? String.valueOf(comments.create(user, valid, true).getId()) : "");
    }

    private Answer logWork(Act act, Issue issue, ApplicationUser user, boolean really) {
        JiraServiceContext context = new JiraServiceContextImpl(user);
        WorklogResult valid = worklogs.validateCreate(context, WorklogInputParametersImpl.builder()
                .issue(issue).timeSpent(act.time()).startDate(new Date(act.date())).comment(act.text()).build());
        if (valid == null || context.getErrorCollection().hasAnyErrors()) {
            return refused(context.getErrorCollection());
        }
        if (!really) {
            return Answer.done("");
        }
        var log = worklogs.createAndAutoAdjustRemainingEstimate(context, valid, true);
        return log == null ? refused(context.getErrorCollection()) : Answer.done(String.valueOf(log.getId()));
    }

    private Answer transition(Act act, Issue issue, ApplicationUser user, boolean really) {
        String before = issue.getStatus().getName();
        IssueInputParameters parameters = issueService.newIssueInputParameters();
        if (!act.text().isEmpty()) {
            parameters.setComment(act.text());
        }
        IssueService.TransitionValidationResult valid = issueService.validateTransition(user, issue.getId(), act.transition(), parameters);
        if (!valid.isValid()) {
            return refused(valid.getErrorCollection());
        }
        if (!really) {
            return Answer.done("");
        }
        IssueService.IssueResult moved = issueService.transition(user, valid);
        if (!moved.isValid()) {
            return refused(moved.getErrorCollection());
        }
        return Answer.done(before + " → " + issues.getIssueObject(issue.getId()).getStatus().getName());
    }

    private static Answer refused(ErrorCollection errors) {
        Set<String> words = new LinkedHashSet<>(errors.getErrorMessages());
        errors.getErrors().forEach((field, message) -> words.add(message));
        return Answer.refused(words.isEmpty() ? "Jira refused it without saying why." : String.join(" ", words));
    }
}
