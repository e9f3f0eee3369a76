package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.when;

import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.permission.ProjectPermission;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import dvcs.web.IssueAccess.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JiraIssuesTest {
    private final IssueManager manager = mock(IssueManager.class);
    private final PermissionManager permissions = mock(PermissionManager.class);
    private final JiraAuthenticationContext authentication = mock(JiraAuthenticationContext.class);
    private final ApplicationUser user = mock(ApplicationUser.class);
    private final MutableIssue issue = mock(MutableIssue.class);
    private final JiraIssues issues = new JiraIssues(manager, permissions, authentication);

    @BeforeEach
    void keyOneWasOldOne() {
        when(authentication.getLoggedInUser()).thenReturn(user);
        when(issue.getId()).thenReturn(100L);
        when(issue.getKey()).thenReturn("KEY-1");
        when(manager.getIssueObject("KEY-1")).thenReturn(issue);
        when(manager.getAllIssueKeys(100L)).thenReturn(Set.of("OLD-1"));
        knownPermissions("BROWSE_PROJECTS", "VIEW_DEV_TOOLS");
    }

    private void knownPermissions(String... keys) {
        List<ProjectPermission> all = List.of(keys).stream().map(key -> {
            ProjectPermission permission = mock(ProjectPermission.class);
            when(permission.getKey()).thenReturn(key);
            return permission;
        }).toList();
        when(permissions.getAllProjectPermissions()).thenReturn(all);
    }

    private void grant(ProjectPermissionKey... keys) {
        for (ProjectPermissionKey key : keys) {
            when(permissions.hasPermission(key, issue, user)).thenReturn(true);
        }
    }

    @Test
    void whoMaySeesAllKeysTheIssueEverHad() {
        grant(ProjectPermissions.BROWSE_PROJECTS, JiraIssues.VIEW_DEV_TOOLS);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.SEEN);
        assertThat(issues.look("KEY-1").keys()).containsExactlyInAnyOrder("KEY-1", "OLD-1");
    }

    @Test
    void anOpenPageThatAsksEachSecondCostsNoLookForFormerKeys() {
        grant(ProjectPermissions.BROWSE_PROJECTS, JiraIssues.VIEW_DEV_TOOLS);
        assertThat(issues.outcome("KEY-1")).isEqualTo(Outcome.SEEN);
        assertThat(issues.outcome("KEY-2")).isEqualTo(Outcome.HIDDEN);
        verify(manager, never()).getAllIssueKeys(any());
    }

    @Test
    void browsingAloneShowsNoDevelopment() {
        grant(ProjectPermissions.BROWSE_PROJECTS);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.NO_DEVELOPMENT);
        assertThat(issues.look("KEY-1").keys()).isEmpty();
    }

    @Test
    void developmentToolsAloneShowNoIssue() {
        grant(JiraIssues.VIEW_DEV_TOOLS);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.HIDDEN);
    }

    @Test
    void whereNobodyKnowsThePermissionBrowsingDecides() {
        knownPermissions("BROWSE_PROJECTS");
        grant(ProjectPermissions.BROWSE_PROJECTS);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void anIssueThatIsNotLooksLikeOneThatIsHidden() {
        assertThat(issues.look("NO-1")).isEqualTo(issues.look("KEY-1"));
    }

    @Test
    void strangersAreAskedToLogInUnlessTheProjectIsPublic() {
        when(authentication.getLoggedInUser()).thenReturn(null);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.LOG_IN);
        assertThat(issues.look("NO-1").outcome()).isEqualTo(Outcome.LOG_IN);
        when(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, null)).thenReturn(true);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.LOG_IN);
        when(permissions.hasPermission(JiraIssues.VIEW_DEV_TOOLS, issue, null)).thenReturn(true);
        assertThat(issues.look("KEY-1").outcome()).isEqualTo(Outcome.SEEN);
    }
}
