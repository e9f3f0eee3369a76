package dvcs.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import dvcs.web.IssueAccess;
import java.util.HashSet;
import java.util.Set;

/** Issues as the logged-in user may see them. */
public final class JiraIssues implements IssueAccess {
    /** Made here and not taken from jira-software-api, which is absent where only Jira Core is licensed. */
    static final ProjectPermissionKey VIEW_DEV_TOOLS = new ProjectPermissionKey("VIEW_DEV_TOOLS");

    private final IssueManager issues;
    private final PermissionManager permissions;
    private final JiraAuthenticationContext authentication;

    public JiraIssues(IssueManager issues, PermissionManager permissions, JiraAuthenticationContext authentication) {
        this.issues = issues;
        this.permissions = permissions;
        this.authentication = authentication;
    }

    @Override
    public Outcome outcome(String issueKey) {
        return outcome(issues.getIssueObject(issueKey));
    }

    @Override
    public Sight look(String issueKey) {
        Issue issue = issues.getIssueObject(issueKey);
        Outcome outcome = outcome(issue);
        if (outcome != Outcome.SEEN) {
            return new Sight(outcome, Set.of());
        }
        Set<String> keys = new HashSet<>(issues.getAllIssueKeys(issue.getId()));
        keys.add(issue.getKey());
        return new Sight(Outcome.SEEN, keys);
    }

    private Outcome outcome(Issue issue) {
        ApplicationUser user = authentication.getLoggedInUser();
        if (issue == null || !permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user)) {
            return user == null ? Outcome.LOG_IN : Outcome.HIDDEN;
        }
        if (knowsDevTools() && !permissions.hasPermission(VIEW_DEV_TOOLS, issue, user)) {
            return user == null ? Outcome.LOG_IN : Outcome.NO_DEVELOPMENT;
        }
        return Outcome.SEEN;
    }

    /** Jira Core has no such permission, and nobody can be granted what does not exist: BROWSE decides there. */
    private boolean knowsDevTools() {
        return permissions.getAllProjectPermissions().stream()
                .anyMatch(permission -> VIEW_DEV_TOOLS.permissionKey().equals(permission.getKey()));
    }
}
