package com.atlassian.scheduler;

/** Source: published javadoc of atlassian-scheduler-api; callers in mailru/jira-plugins-mrimsender. */
public interface JobRunner {
    JobRunnerResponse runJob(JobRunnerRequest request);
}
