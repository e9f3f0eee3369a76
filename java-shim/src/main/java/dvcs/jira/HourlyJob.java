package dvcs.jira;

import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import java.time.Duration;
import java.util.Date;

/**
 * A job of Jira's scheduler that runs on one node of the cluster. The id is fixed: Jira keeps clustered jobs in its
 * database, and a new id at each start would leave the old rows behind.
 */
public final class HourlyJob {
    /** System property: minutes between two refreshes of all accounts, at least 1; 60 if it is absent or no number. */
    static final String MINUTES = "dvcs.refresh.minutes";
    /** Not at once: Jira is busy while it starts. */
    private static final Duration FIRST_RUN_AFTER = Duration.ofMinutes(5);

    private final SchedulerService scheduler;
    private final JobRunnerKey runner;
    private final JobId id;

    public HourlyJob(SchedulerService scheduler, String name) {
        this.scheduler = scheduler;
        this.runner = JobRunnerKey.of(name);
        this.id = JobId.of(name);
    }

    /** The work's failures are the job's: Jira logs them and runs the next time. */
    public void start(Runnable work) {
        scheduler.registerJobRunner(runner, request -> {
            work.run();
            return JobRunnerResponse.success();
        });
        Duration interval = Duration.ofMinutes(Math.max(1, Long.getLong(MINUTES, 60)));
        Duration wait = interval.compareTo(FIRST_RUN_AFTER) < 0 ? interval : FIRST_RUN_AFTER;
        Date first = new Date(System.currentTimeMillis() + wait.toMillis());
        try {
            scheduler.scheduleJob(id, JobConfig.forJobRunnerKey(runner)
                    .withRunMode(RunMode.RUN_ONCE_PER_CLUSTER)
                    .withSchedule(Schedule.forInterval(interval.toMillis(), first)));
        } catch (SchedulerServiceException e) {
            throw new IllegalStateException("Jira's scheduler refused the synchronisation job", e);
        }
    }

    /** Leaves the schedule, which belongs to the cluster and outlives this node's stop. */
    public void stop() {
        scheduler.unregisterJobRunner(runner);
    }
}
