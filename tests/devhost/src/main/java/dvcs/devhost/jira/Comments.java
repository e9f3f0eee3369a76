package dvcs.devhost.jira;

import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.event.issue.IssueEvent;
import com.atlassian.jira.event.type.EventType;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.issue.comments.CommentManager;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.util.SimpleErrorCollection;
import dvcs.devhost.db.Database;
import java.util.Date;
import java.util.List;

/**
 * Comments: needs ADD_COMMENTS and a body of 1 to 32,767 characters (Jira's default limit [K]). Its own transaction,
 * as Jira's (plan, decision 11).
 */
public final class Comments implements CommentService, CommentManager {
    private static final int LIMIT = 32_767;

    private final Database db;
    private final Issues issues;
    private final Users users;
    private final Permissions permissions;
    private final EventPublisher events;

    public Comments(Database db, Issues issues, Users users, Permissions permissions, EventPublisher events) {
        this.db = db;
        this.issues = issues;
        this.users = users;
        this.permissions = permissions;
        this.events = events;
    }

    @Override
    public CommentCreateValidationResult validateCommentCreate(ApplicationUser user, CommentParameters parameters) {
        ErrorCollection errors = new SimpleErrorCollection();
        if (!permissions.hasPermission(ProjectPermissions.ADD_COMMENTS, parameters.getIssue(), user)) {
            errors.addErrorMessage(name(user) + ", you do not have the permission to comment on this issue.");
        }
        String body = parameters.getBody();
        if (body == null || body.isBlank()) {
            errors.addError("comment", "Comment body can not be empty!");
        } else if (body.length() > LIMIT) {
            errors.addError(
                    "comment",
                    "The entered text is too long. It exceeds the allowed limit of " + LIMIT + " characters.");
        }
        return new Result(parameters, errors);
    }

    private static String name(ApplicationUser user) {
        return user == null ? "Anonymous" : user.getDisplayName();
    }

    @Override
    public Comment create(ApplicationUser user, CommentCreateValidationResult validated, boolean dispatchEvent) {
        Result result = (Result) validated;
        if (!result.isValid()) {
            throw new IllegalStateException(
                    "This comment was refused: " + result.errors.getErrorMessages() + result.errors.getErrors());
        }
        CommentParameters p = result.parameters;
        ApplicationUser author = p.getAuthor() == null ? user : p.getAuthor();
        Date created = p.getCreated() == null ? new Date() : p.getCreated();
        db.update(
                "INSERT INTO " + db.table("HOST_COMMENT")
                        + " (\"ISSUE\", \"AUTHOR\", \"BODY\", \"CREATED\") VALUES (?, ?, ?, ?)",
                p.getIssue().getId(),
                author.getKey(),
                p.getBody(),
                created.getTime());
        issues.touch(p.getIssue());
        List<Comment> all = getComments(p.getIssue());
        if (dispatchEvent) {
            events.publish(new IssueEvent(p.getIssue(), user, EventType.ISSUE_COMMENTED_ID));
        }
        return all.stream().max(java.util.Comparator.comparing(Comment::getId)).orElseThrow();
    }

    @Override
    public List<Comment> getComments(Issue issue) {
        return db.query(
                "SELECT \"ID\", \"AUTHOR\", \"BODY\", \"CREATED\" FROM " + db.table("HOST_COMMENT")
                        + " WHERE \"ISSUE\" = ? ORDER BY \"CREATED\", \"ID\"",
                r -> new Row(
                        r.getLong(1),
                        users.byKey(r.getString(2)).orElse(null),
                        r.getString(3),
                        new Date(r.getLong(4)),
                        issue),
                issue.getId());
    }

    private record Row(long id, ApplicationUser author, String body, Date created, Issue issue) implements Comment {
        @Override
        public Long getId() {
            return id;
        }

        @Override
        public ApplicationUser getAuthorApplicationUser() {
            return author;
        }

        @Override
        public String getBody() {
            return body;
        }

        @Override
        public Date getCreated() {
            return created;
        }

        @Override
        public Issue getIssue() {
            return issue;
        }
    }

    private record Result(CommentParameters parameters, ErrorCollection errors)
            implements CommentCreateValidationResult {
        @Override
        public boolean isValid() {
            return !errors.hasAnyErrors();
        }

        @Override
        public ErrorCollection getErrorCollection() {
            return errors;
        }
    }
}
