package com.atlassian.jira.issue.comments;

import com.atlassian.jira.issue.Issue;
import java.util.List;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface CommentManager {
    List<Comment> getComments(Issue issue);
}
