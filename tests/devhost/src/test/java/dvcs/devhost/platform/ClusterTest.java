package dvcs.devhost.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.beehive.ClusterLock;
import com.atlassian.sal.api.pluginsettings.PluginSettings;
import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.HostTables;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nodes share through the database: jobs, locks, settings. Two nodes are two sets of objects over one database.
 */
class ClusterTest {
    private static final JobRunnerKey RUNNER = JobRunnerKey.of("runner");
    private static final JobId JOB = JobId.of("job");

    @TempDir
    private Path folder;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.h2(folder.resolve("db"), null);
        HostTables.create(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private HostScheduler node() {
        return new HostScheduler(new ClusterJobs(db));
    }

    private static JobConfig once(RunMode mode) {
        return JobConfig.forJobRunnerKey(RUNNER)
                .withRunMode(mode)
                .withSchedule(Schedule.runOnce(new Date(0)))
                .withParameters(Map.of("a", "b"));
    }

    @Test
    void aLocalJobRunsAgainAndAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        try (HostScheduler node = node()) {
            node.registerJobRunner(RUNNER, request -> {
                runs.countDown();
                return JobRunnerResponse.failed("as meant to");
            });
            node.scheduleJob(
                    JOB,
                    JobConfig.forJobRunnerKey(RUNNER)
                            .withRunMode(RunMode.RUN_LOCALLY)
                            .withSchedule(Schedule.forInterval(1, null)));
            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(node.getJobDetails(JOB).getRunMode()).isEqualTo(RunMode.RUN_LOCALLY);
            node.unscheduleJob(JOB);
            assertThat(node.getJobDetails(JOB)).isNull();
        }
    }

    @Test
    void aClusterJobRunsOnOneNode() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<String> seen = new CompletableFuture<>();
        CountDownLatch second = new CountDownLatch(1);
        try (HostScheduler one = node();
                HostScheduler two = node()) {
            for (HostScheduler node : List.of(one, two)) {
                node.registerJobRunner(RUNNER, request -> {
                    runs.incrementAndGet();
                    seen.complete(String.valueOf(request.getJobConfig().getParameters()));
                    return null;
                });
            }
            one.scheduleJob(JOB, once(RunMode.RUN_ONCE_PER_CLUSTER));
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("{a=b}");
            // A second job after it shows that both nodes have looked again and left the first alone.
            one.registerJobRunner(JobRunnerKey.of("later"), request -> {
                second.countDown();
                return null;
            });
            one.scheduleJob(
                    JobId.of("later"),
                    JobConfig.forJobRunnerKey(JobRunnerKey.of("later")).withSchedule(Schedule.runOnce(new Date())));
            assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(runs).hasValue(1);
        assertThat(db.query("SELECT \"ID\" FROM " + db.table("HOST_JOB"), r -> r.getString(1)))
                .isEmpty();
    }

    @Test
    void aClusterJobWaitsForItsRunnerAcrossRestarts() throws Exception {
        try (HostScheduler first = node()) {
            first.scheduleJob(JOB, once(RunMode.RUN_ONCE_PER_CLUSTER));
        }
        CountDownLatch ran = new CountDownLatch(1);
        try (HostScheduler second = node()) {
            assertThat(second.getJobDetails(JOB).getJobRunnerKey()).isEqualTo(RUNNER);
            second.registerJobRunner(RUNNER, request -> {
                ran.countDown();
                return JobRunnerResponse.success();
            });
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRunnerThatThrowsDoesNotStopTheOthers() throws Exception {
        CountDownLatch ran = new CountDownLatch(2);
        try (HostScheduler node = node()) {
            node.registerJobRunner(RUNNER, request -> {
                ran.countDown();
                throw new IllegalStateException("as meant to");
            });
            node.scheduleJob(
                    JOB,
                    JobConfig.forJobRunnerKey(RUNNER)
                            .withRunMode(RunMode.RUN_LOCALLY)
                            .withSchedule(Schedule.forInterval(1, null)));
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLockIsForOneNodeAndReentrantForItsThread() throws Exception {
        ClusterLock here = new HostLocks(db, new HostCluster()).getLockForName("l");
        ClusterLock there = new HostLocks(db, new HostCluster()).getLockForName("l");
        assertThat(here.tryLock()).isTrue();
        assertThat(here.tryLock()).isTrue();
        assertThat(CompletableFuture.supplyAsync(here::tryLock).get())
                .as("another thread")
                .isFalse();
        assertThat(there.tryLock()).as("another node").isFalse();
        here.unlock();
        assertThat(there.tryLock(10, TimeUnit.MILLISECONDS))
                .as("still held once")
                .isFalse();
        here.unlock();
        assertThat(here.isHeldByCurrentThread()).isFalse();
        assertThat(there.tryLock()).isTrue();
        assertThatThrownBy(here::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void aDeadNodesLockIsTakenOverAfterItsLease() {
        db.update(
                "INSERT INTO " + db.table("HOST_LOCK") + " (\"NAME\", \"NODE\", \"EXPIRES\") VALUES ('l', 'dead', ?)",
                System.currentTimeMillis() - 1);
        assertThat(new HostLocks(db, new HostCluster()).getLockForName("l").tryLock())
                .isTrue();
    }

    @Test
    void settingsKeepTheirTypesAndNamespaces() {
        PluginSettings settings = new HostSettings(db).createSettingsForKey("a");
        assertThat(settings.put("k", "text")).isNull();
        assertThat(settings.put("k", List.of("x", "y"))).isEqualTo("text");
        assertThat(new HostSettings(db).createSettingsForKey("a").get("k")).isEqualTo(List.of("x", "y"));
        assertThat(new HostSettings(db).createGlobalSettings().get("k")).isNull();
        assertThat(settings.remove("k")).isEqualTo(List.of("x", "y"));
        assertThat(settings.get("k")).isNull();
        assertThatThrownBy(() -> settings.put("k", 5)).hasMessageContaining("not java.lang.Integer");
        assertThatThrownBy(() -> settings.put("k".repeat(101), "v")).hasMessageContaining("1 to 100 characters");
        assertThatThrownBy(() -> settings.put("k", "v".repeat(99_001))).hasMessageContaining("99000");
    }

    @Test
    void theBaseUrlIsConfiguration() {
        HostSettings settings = new HostSettings(db);
        HostProperties first = new HostProperties(settings, null, "http://localhost:1/jira", false);
        HostProperties second = new HostProperties(settings, null, "http://localhost:2/jira", true);
        assertThat(second.baseUrl()).isEqualTo("http://localhost:1/jira");
        assertThat(second.getServerId()).isEqualTo(first.getServerId()).matches("B[0-9A-F]{3}(-[0-9A-F]{4}){3}");
        assertThat(new HostProperties(settings, "https://jira.example.com", "x", false).contextPath())
                .isEmpty();
        assertThat(new HostProperties(settings, null, "x", false).baseUrl()).isEqualTo("https://jira.example.com");
    }
}
