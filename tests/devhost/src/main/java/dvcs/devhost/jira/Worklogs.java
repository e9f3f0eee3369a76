package dvcs.devhost.jira;

import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParameters;
import com.atlassian.jira.bc.issue.worklog.WorklogResult;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.event.issue.IssueEvent;
import com.atlassian.jira.event.type.EventType;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.worklog.Worklog;
import com.atlassian.jira.issue.worklog.WorklogManager;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.user.ApplicationUser;
import dvcs.devhost.db.Database;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Work logs: needs WORK_ON_ISSUES and a duration such as {@code 1h 30m}; 8 hours a day, 5 days a week (Jira's defaults
 * [D]). Each issue is estimated at five days, of which logged work is taken off.
 */
public final class Worklogs implements WorklogService, WorklogManager {
    private static final Pattern DURATION = Pattern.compile("\\s*(?:(?:\\d+(?:\\.\\d+)?[wdhm])\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)([wdhm])");

    /** Seconds. */
    public static final long ORIGINAL_ESTIMATE = 5 * 8 * 3600;

    private final Database db;
    private final Issues issues;
    private final Users users;
    private final Permissions permissions;
    private final EventPublisher events;

    public Worklogs(Database db, Issues issues, Users users, Permissions permissions, EventPublisher events) {
        this.db = db;
        this.issues = issues;
        this.users = users;
        this.permissions = permissions;
        this.events = events;
    }

    @Override
    public WorklogResult validateCreate(JiraServiceContext context, WorklogInputParameters parameters) {
        ApplicationUser user = context.getLoggedInApplicationUser();
        if (!permissions.hasPermission(ProjectPermissions.WORK_ON_ISSUES, parameters.getIssue(), user)) {
            context.getErrorCollection()
                    .addErrorMessage("You do not have the permission to associate a worklog to this issue.");
        }
        String spent = parameters.getTimeSpent();
        long seconds = spent == null || !DURATION.matcher(spent).matches() ? 0 : seconds(spent);
        if (seconds <= 0) {
            context.getErrorCollection().addError("timeLogged", "Invalid time duration entered.");
        }
        if (parameters.getStartDate() == null) {
            context.getErrorCollection().addError("startDate", "You must specify a date on which the work occurred.");
        }
        if (context.getErrorCollection().hasAnyErrors()) {
            return null;
        }
        return new Result(new Row(
                0, parameters.getIssue(), user.getKey(), parameters.getComment(), parameters.getStartDate(), seconds));
    }

    private static long seconds(String duration) {
        double seconds = 0;
        Matcher part = PART.matcher(duration);
        while (part.find()) {
            double value = Double.parseDouble(part.group(1));
            seconds += value
                    * switch (part.group(2)) {
                        case "w" -> 5 * 8 * 3600;
                        case "d" -> 8 * 3600;
                        case "h" -> 3600;
                        default -> 60;
                    };
        }
        return Math.round(seconds);
    }

    @Override
    public Worklog createAndAutoAdjustRemainingEstimate(
            JiraServiceContext context, WorklogResult result, boolean dispatchEvent) {
        Worklog log = result.getWorklog();
        db.update(
                "INSERT INTO " + db.table("HOST_WORKLOG")
                        + " (\"ISSUE\", \"AUTHOR\", \"BODY\", \"STARTED\", \"SECONDS\") VALUES (?, ?, ?, ?, ?)",
                log.getIssue().getId(),
                log.getAuthorKey(),
                log.getComment(),
                log.getStartDate().getTime(),
                log.getTimeSpent());
        issues.touch(log.getIssue());
        if (dispatchEvent) {
            events.publish(new IssueEvent(
                    log.getIssue(), context.getLoggedInApplicationUser(), EventType.ISSUE_WORKLOGGED_ID));
        }
        return getByIssue(log.getIssue()).stream()
                .max(Comparator.comparing(Worklog::getId))
                .orElseThrow();
    }

    @Override
    public List<Worklog> getByIssue(Issue issue) {
        return db.query(
                "SELECT \"ID\", \"AUTHOR\", \"BODY\", \"STARTED\", \"SECONDS\" FROM " + db.table("HOST_WORKLOG")
                        + " WHERE \"ISSUE\" = ? ORDER BY \"STARTED\", \"ID\"",
                r -> new Row(r.getLong(1), issue, r.getString(2), r.getString(3), new Date(r.getLong(4)), r.getLong(5)),
                issue.getId());
    }

    public long spent(Issue issue) {
        return getByIssue(issue).stream().mapToLong(Worklog::getTimeSpent).sum();
    }

    public long remaining(Issue issue) {
        return Math.max(0, ORIGINAL_ESTIMATE - spent(issue));
    }

    public ApplicationUser author(Worklog log) {
        return users.getUserByKey(log.getAuthorKey());
    }

    private record Row(long id, Issue issue, String authorKey, String comment, Date started, long seconds)
            implements Worklog {
        @Override
        public Long getId() {
            return id;
        }

        @Override
        public Issue getIssue() {
            return issue;
        }

        @Override
        public String getAuthorKey() {
            return authorKey;
        }

        @Override
        public String getComment() {
            return comment;
        }

        @Override
        public Date getStartDate() {
            return started;
        }

        @Override
        public Long getTimeSpent() {
            return seconds;
        }
    }

    private record Result(Worklog worklog) implements WorklogResult {
        @Override
        public Worklog getWorklog() {
            return worklog;
        }

        @Override
        public boolean isEditableCheckRequired() {
            return false;
        }
    }
}
