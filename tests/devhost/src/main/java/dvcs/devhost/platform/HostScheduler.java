package dvcs.devhost.platform;

import com.atlassian.scheduler.JobRunner;
import com.atlassian.scheduler.JobRunnerRequest;
import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.status.JobDetails;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler: four workers as in Jira [K], jobs due are looked for every second. Cluster jobs are rows and survive
 * a restart; a job whose runner is not registered is left alone (jira-platform.md 2.11 [S]). Local jobs are forgotten
 * with the process.
 */
public final class HostScheduler implements SchedulerService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostScheduler.class);

    private final Map<JobRunnerKey, JobRunner> runners = new ConcurrentHashMap<>();
    private final Map<JobId, Job> local = new ConcurrentHashMap<>();
    private final ClusterJobs cluster;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "host-clock"));
    private final ExecutorService workers = Executors.newFixedThreadPool(4, task -> new Thread(task, "host-job"));

    /** @param nextRun null: never again */
    record Job(JobId id, JobConfig config, Date nextRun) {
        Job after(long now) {
            long interval = config.getSchedule().getIntervalScheduleInfo().getIntervalInMillis();
            return new Job(id, config, interval <= 0 ? null : new Date(now + interval));
        }

        static Job first(JobId id, JobConfig config, long now) {
            Date first = config.getSchedule().getIntervalScheduleInfo().getFirstRunTime();
            return new Job(id, config, first == null ? new Date(now) : first);
        }
    }

    public HostScheduler(ClusterJobs cluster) {
        this.cluster = cluster;
        clock.scheduleWithFixedDelay(this::tick, 200, 1000, TimeUnit.MILLISECONDS);
    }

    @Override
    public void registerJobRunner(JobRunnerKey key, JobRunner runner) {
        runners.put(key, runner);
    }

    @Override
    public void unregisterJobRunner(JobRunnerKey key) {
        runners.remove(key);
    }

    @Override
    public void scheduleJob(JobId id, JobConfig config) throws SchedulerServiceException {
        Job job = Job.first(id, config, System.currentTimeMillis());
        unscheduleJob(id);
        if (config.getRunMode() == RunMode.RUN_LOCALLY) {
            local.put(id, job);
        } else {
            cluster.put(job);
        }
    }

    @Override
    public JobId scheduleJobWithGeneratedId(JobConfig config) throws SchedulerServiceException {
        JobId id = JobId.of(UUID.randomUUID().toString());
        scheduleJob(id, config);
        return id;
    }

    @Override
    public void unscheduleJob(JobId id) {
        local.remove(id);
        cluster.remove(id);
    }

    @Override
    public JobDetails getJobDetails(JobId id) {
        Job job = local.containsKey(id) ? local.get(id) : cluster.get(id);
        return job == null ? null : new Details(job);
    }

    private void tick() {
        try {
            Date now = new Date();
            for (Job job : local.values()) {
                if (isDue(job, now) && local.replace(job.id(), job, job.after(now.getTime()))) {
                    run(job, now);
                }
            }
            for (Job job : cluster.all()) {
                if (isDue(job, now) && cluster.claim(job, job.after(now.getTime()))) {
                    run(job, now);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Looking for jobs failed", e);
        }
    }

    private boolean isDue(Job job, Date now) {
        return job.nextRun() != null
                && !job.nextRun().after(now)
                && runners.containsKey(job.config().getJobRunnerKey());
    }

    private void run(Job job, Date now) {
        workers.execute(() -> {
            JobRunner runner = runners.get(job.config().getJobRunnerKey());
            if (runner == null) {
                return;
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            try {
                thread.setContextClassLoader(runner.getClass().getClassLoader());
                JobRunnerResponse response = runner.runJob(new Request(job, now));
                LOG.info(
                        "Job {}: {}",
                        job.id(),
                        response == null ? "done" : response.getRunOutcome() + " " + response.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.error("Job {} failed", job.id(), e);
            } finally {
                thread.setContextClassLoader(before);
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A job is still running at shutdown");
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Request(Job job, Date start) implements JobRunnerRequest {
        @Override
        public Date getStartTime() {
            return start;
        }

        @Override
        public JobId getJobId() {
            return job.id();
        }

        @Override
        public JobConfig getJobConfig() {
            return job.config();
        }

        @Override
        public RunMode getRunMode() {
            return job.config().getRunMode();
        }

        @Override
        public boolean isCancellationRequested() {
            return false;
        }
    }

    private record Details(Job job) implements JobDetails {
        @Override
        public JobId getJobId() {
            return job.id();
        }

        @Override
        public JobRunnerKey getJobRunnerKey() {
            return job.config().getJobRunnerKey();
        }

        @Override
        public RunMode getRunMode() {
            return job.config().getRunMode();
        }

        @Override
        public com.atlassian.scheduler.config.Schedule getSchedule() {
            return job.config().getSchedule();
        }

        @Override
        public Date getNextRunTime() {
            return job.nextRun();
        }
    }
}
