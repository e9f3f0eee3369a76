package dvcs.devhost.jira;

import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.issue.status.Status;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.sql.Timestamp;

/** An issue as it was when it was read. */
public record HostIssue(HostProject project, int number, WorkflowStatus state, long updated, ApplicationUser reporter)
        implements MutableIssue {
    private static final long CREATED = 1_577_836_800_000L;

    @Override
    public Long getId() {
        return project.issueId(number);
    }

    @Override
    public String getKey() {
        return project.key() + '-' + number;
    }

    @Override
    public String getSummary() {
        return "Sample work item " + number + " of " + project.name();
    }

    @Override
    public void setSummary(String summary) {
        throw new UnsupportedOperationException("summaries are made from the number");
    }

    @Override
    public Long getProjectId() {
        return project.id();
    }

    @Override
    public Project getProjectObject() {
        return project;
    }

    @Override
    public Status getStatus() {
        return state;
    }

    @Override
    public ApplicationUser getReporter() {
        return reporter;
    }

    @Override
    public ApplicationUser getAssignee() {
        return null;
    }

    @Override
    public Timestamp getCreated() {
        return new Timestamp(CREATED + number * 3_600_000L);
    }

    @Override
    public Timestamp getUpdated() {
        return updated == 0 ? getCreated() : new Timestamp(updated);
    }
}
