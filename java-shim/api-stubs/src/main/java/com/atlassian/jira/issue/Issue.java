package com.atlassian.jira.issue;

import com.atlassian.jira.issue.status.Status;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.sql.Timestamp;

/** Source: published javadoc of jira-api, docs.atlassian.com/software/jira/docs/api. */
public interface Issue {
    Long getId();

    String getKey();

    String getSummary();

    Long getProjectId();

    Project getProjectObject();

    Status getStatus();

    ApplicationUser getReporter();

    ApplicationUser getAssignee();

    Timestamp getCreated();

    Timestamp getUpdated();
}
