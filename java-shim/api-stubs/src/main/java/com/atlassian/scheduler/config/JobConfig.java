package com.atlassian.scheduler.config;

import java.io.Serializable;
import java.util.Map;

/** Source: published javadoc of atlassian-scheduler-api; callers in mailru/jira-plugins-mrimsender. */
public final class JobConfig {
    private final JobRunnerKey key;
    private final RunMode mode;
    private final Schedule schedule;
    private final Map<String, Serializable> parameters;

    private JobConfig(JobRunnerKey key, RunMode mode, Schedule schedule, Map<String, Serializable> parameters) {
        this.key = key;
        this.mode = mode;
        this.schedule = schedule;
        this.parameters = parameters;
    }

    public static JobConfig forJobRunnerKey(JobRunnerKey key) {
        return new JobConfig(key, RunMode.RUN_ONCE_PER_CLUSTER, Schedule.runOnce(null), Map.of());
    }

    public JobConfig withRunMode(RunMode runMode) {
        return new JobConfig(key, runMode, schedule, parameters);
    }

    public JobConfig withSchedule(Schedule newSchedule) {
        return new JobConfig(key, mode, newSchedule, parameters);
    }

    public JobConfig withParameters(Map<String, Serializable> newParameters) {
        return new JobConfig(key, mode, schedule, Map.copyOf(newParameters));
    }

    public JobRunnerKey getJobRunnerKey() {
        return key;
    }

    public RunMode getRunMode() {
        return mode;
    }

    public Schedule getSchedule() {
        return schedule;
    }

    public Map<String, Serializable> getParameters() {
        return parameters;
    }
}
