package dvcs.devhost.platform;

import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.devhost.db.Database;
import dvcs.devhost.platform.HostScheduler.Job;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Jobs that run once per cluster: rows; the node whose UPDATE finds the old time runs the job. Parameters are simple
 * values [host's limit].
 */
public final class ClusterJobs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NEVER = Long.MAX_VALUE;

    private final Database db;
    private final String table;

    public ClusterJobs(Database db) {
        this.db = db;
        this.table = db.table("HOST_JOB");
    }

    void put(Job job) {
        try {
            db.update(
                    "INSERT INTO " + table
                            + " (\"ID\", \"RUNNER\", \"EVERY\", \"NEXT_RUN\", \"PARAMETERS\") VALUES (?, ?, ?, ?, ?)",
                    job.id().toString(),
                    job.config().getJobRunnerKey().toString(),
                    job.config().getSchedule().getIntervalScheduleInfo().getIntervalInMillis(),
                    next(job),
                    JSON.writeValueAsString(job.config().getParameters()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("job parameters must be simple values", e);
        }
    }

    void remove(JobId id) {
        db.update("DELETE FROM " + table + " WHERE \"ID\" = ?", id.toString());
    }

    Job get(JobId id) {
        return db.one("SELECT * FROM " + table + " WHERE \"ID\" = ?", ClusterJobs::read, id.toString())
                .orElse(null);
    }

    List<Job> all() {
        return db.query("SELECT * FROM " + table, ClusterJobs::read);
    }

    /** Whether this node is the one that runs the job now. */
    boolean claim(Job job, Job after) {
        boolean mine = db.update(
                        "UPDATE " + table + " SET \"NEXT_RUN\" = ? WHERE \"ID\" = ? AND \"NEXT_RUN\" = ?",
                        next(after),
                        job.id().toString(),
                        next(job))
                == 1;
        if (mine && after.nextRun() == null) {
            remove(job.id());
        }
        return mine;
    }

    private static long next(Job job) {
        return job.nextRun() == null ? NEVER : job.nextRun().getTime();
    }

    private static Job read(ResultSet row) throws SQLException {
        long next = row.getLong("NEXT_RUN");
        Date nextRun = next == NEVER ? null : new Date(next);
        try {
            Map<String, Serializable> parameters =
                    JSON.readValue(row.getString("PARAMETERS"), new TypeReference<Map<String, Serializable>>() {});
            JobConfig config = JobConfig.forJobRunnerKey(JobRunnerKey.of(row.getString("RUNNER")))
                    .withRunMode(RunMode.RUN_ONCE_PER_CLUSTER)
                    .withSchedule(Schedule.forInterval(row.getLong("EVERY"), nextRun))
                    .withParameters(parameters);
            return new Job(JobId.of(row.getString("ID")), config, nextRun);
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable job parameters", e);
        }
    }
}
