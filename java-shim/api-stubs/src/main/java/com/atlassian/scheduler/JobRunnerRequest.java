package com.atlassian.scheduler;

import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.RunMode;
import java.util.Date;

/** Source: published javadoc of atlassian-scheduler-api; callers in mailru/jira-plugins-mrimsender. */
public interface JobRunnerRequest {
    Date getStartTime();

    JobId getJobId();

    JobConfig getJobConfig();

    RunMode getRunMode();

    boolean isCancellationRequested();
}
