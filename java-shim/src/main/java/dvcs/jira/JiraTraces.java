package dvcs.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.CommentManager;
import com.atlassian.jira.issue.worklog.WorklogManager;
import dvcs.commands.JiraActions.Trace;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/** What an issue shows of things that a user did at a moment. Some databases keep whole seconds only. */
final class JiraTraces {
    private static final long SECOND = 1000;

    private final CommentManager comments;
    private final WorklogManager worklogs;

    JiraTraces(CommentManager comments, WorklogManager worklogs) {
        this.comments = comments;
        this.worklogs = worklogs;
    }

    List<Trace> comments(Issue issue, String userKey, long created) {
        return comments.getComments(issue).stream()
                .filter(comment -> comment.getAuthorApplicationUser() != null && userKey.equals(comment.getAuthorApplicationUser().getKey()))
                .filter(comment -> isAt(comment.getCreated(), created))
                .map(comment -> new Trace(String.valueOf(comment.getId()), Objects.requireNonNullElse(comment.getBody(), ""), 0))
                .toList();
    }

    List<Trace> workLogs(Issue issue, String userKey, long started) {
        return worklogs.getByIssue(issue).stream()
                .filter(log -> userKey.equals(log.getAuthorKey()) && isAt(log.getStartDate(), started))
                .map(log -> new Trace(String.valueOf(log.getId()), Objects.requireNonNullElse(log.getComment(), ""),
                        Objects.requireNonNullElse(log.getTimeSpent(), 0L)))
                .toList();
    }

    private static boolean isAt(Date date, long moment) {
        return date != null && Math.abs(date.getTime() - moment) < SECOND;
    }
}
