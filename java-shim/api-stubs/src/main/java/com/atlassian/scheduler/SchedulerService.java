package com.atlassian.scheduler;

import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.status.JobDetails;

/** Source: published javadoc of atlassian-scheduler-api; callers in mailru/jira-plugins-mrimsender. */
public interface SchedulerService {
    void registerJobRunner(JobRunnerKey key, JobRunner runner);

    void unregisterJobRunner(JobRunnerKey key);

    void scheduleJob(JobId id, JobConfig config) throws SchedulerServiceException;

    JobId scheduleJobWithGeneratedId(JobConfig config) throws SchedulerServiceException;

    void unscheduleJob(JobId id);

    JobDetails getJobDetails(JobId id);
}
