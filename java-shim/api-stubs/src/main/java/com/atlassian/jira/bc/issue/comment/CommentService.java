package com.atlassian.jira.bc.issue.comment;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface CommentService {
    CommentCreateValidationResult validateCommentCreate(ApplicationUser user, CommentParameters parameters);

    Comment create(ApplicationUser user, CommentCreateValidationResult result, boolean dispatchEvent);

    interface CommentCreateValidationResult {
        boolean isValid();

        ErrorCollection getErrorCollection();
    }

    final class CommentParameters {
        private final Issue issue;
        private final ApplicationUser author;
        private final String body;
        private final Date created;

        private CommentParameters(Issue issue, ApplicationUser author, String body, Date created) {
            this.issue = issue;
            this.author = author;
            this.body = body;
            this.created = created;
        }

        public static CommentParametersBuilder builder() {
            return new CommentParametersBuilder();
        }

        public Issue getIssue() {
            return issue;
        }

        public ApplicationUser getAuthor() {
            return author;
        }

        public String getBody() {
            return body;
        }

        public Date getCreated() {
            return created;
        }

        public static final class CommentParametersBuilder {
            private Issue issue;
            private ApplicationUser author;
            private String body;
            private Date created;

            public CommentParametersBuilder issue(Issue value) {
                issue = value;
                return this;
            }

            public CommentParametersBuilder author(ApplicationUser value) {
                author = value;
                return this;
            }

            public CommentParametersBuilder body(String value) {
                body = value;
                return this;
            }

            public CommentParametersBuilder created(Date value) {
                created = value;
                return this;
            }

            public CommentParameters build() {
                return new CommentParameters(issue, author, body, created);
            }
        }
    }
}
