package dvcs.jira;

import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.comments.CommentManager;
import com.atlassian.jira.issue.worklog.WorklogManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.user.util.UserManager;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import dvcs.commands.JiraActions;

/** The host's services that smart commits need: a bean, so that the host hands them over. */
public final class CommandServices {
    private final JiraActions actions;
    private final JiraActions questions;

    public CommandServices(
            IssueManager issues,
            IssueService issueService,
            CommentService commentService,
            CommentManager comments,
            WorklogService worklogService,
            WorklogManager worklogs,
            IssueWorkflowManager workflows,
            PermissionManager permissions,
            UserSearchService userSearch,
            UserManager users,
            JiraAuthenticationContext authentication,
            JiraThreadLocalUtil threadLocals) {
        JiraPeople people = new JiraPeople(users, userSearch);
        JiraDeeds deeds = new JiraDeeds(issues, people, issueService, commentService, worklogService);
        JiraTraces traces = new JiraTraces(comments, worklogs);
        actions = new JiraCommands(issues, permissions, people, ActingUser.onOurThread(authentication, threadLocals), deeds, traces, workflows);
        questions = new JiraCommands(issues, permissions, people, ActingUser.inRequest(authentication), deeds, traces, workflows);
    }

    /** For threads of ours. */
    public JiraActions actions() {
        return actions;
    }

    /** For threads of requests, whose state stays as it is. */
    public JiraActions questions() {
        return questions;
    }
}
