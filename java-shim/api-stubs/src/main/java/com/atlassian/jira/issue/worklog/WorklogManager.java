package com.atlassian.jira.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.List;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface WorklogManager {
    List<Worklog> getByIssue(Issue issue);
}
