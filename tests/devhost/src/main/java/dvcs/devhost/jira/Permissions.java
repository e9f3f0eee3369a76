package dvcs.devhost.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.permission.ProjectPermission;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fixed permission scheme. Members may do all but administer; bob lacks VIEW_DEV_TOOLS; the project SECRET is the
 * administrators' alone; anonymous callers have nothing. VIEW_DEV_TOOLS is what Jira Software adds [K value]; an
 * unknown permission is refused, as in Jira.
 */
public final class Permissions implements PermissionManager, GlobalPermissionManager {
    public static final String SECRET = "SECRET";
    public static final ProjectPermissionKey VIEW_DEV_TOOLS = new ProjectPermissionKey("VIEW_DEV_TOOLS");
    private static final List<ProjectPermissionKey> MEMBERS = List.of(
            ProjectPermissions.BROWSE_PROJECTS,
            ProjectPermissions.ADD_COMMENTS,
            ProjectPermissions.WORK_ON_ISSUES,
            ProjectPermissions.TRANSITION_ISSUES,
            VIEW_DEV_TOOLS);

    @Override
    public Collection<ProjectPermission> getAllProjectPermissions() {
        return Stream.concat(MEMBERS.stream(), Stream.of(ProjectPermissions.ADMINISTER_PROJECTS))
                .<ProjectPermission>map(key -> key::permissionKey)
                .toList();
    }

    @Override
    public boolean hasPermission(ProjectPermissionKey permission, Issue issue, ApplicationUser user) {
        return issue != null && hasPermission(permission, issue.getProjectObject(), user);
    }

    @Override
    public boolean hasPermission(ProjectPermissionKey permission, Project project, ApplicationUser user) {
        if (project == null || !(user instanceof HostUser host)) {
            return false;
        }
        boolean known = MEMBERS.contains(permission);
        if (host.isAdministrator()) {
            return known || permission.equals(ProjectPermissions.ADMINISTER_PROJECTS);
        }
        boolean hidden =
                project.getKey().equals(SECRET) || host.name().equals("bob") && permission.equals(VIEW_DEV_TOOLS);
        return known && !hidden;
    }

    @Override
    public boolean hasPermission(GlobalPermissionKey permission, ApplicationUser user) {
        return user instanceof HostUser host && host.isAdministrator();
    }
}
