package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.atlassian.scheduler.JobRunner;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;

class HourlyJobTest {
    private final SchedulerService scheduler = mock(SchedulerService.class);
    private final HourlyJob job = new HourlyJob(scheduler, "dvcs.sync");

    @Test
    void runsOncePerClusterEveryHourUnderAFixedId() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        job.start(runs::incrementAndGet);
        ArgumentCaptor<JobRunner> runner = ArgumentCaptor.forClass(JobRunner.class);
        ArgumentCaptor<JobConfig> config = ArgumentCaptor.forClass(JobConfig.class);
        verify(scheduler).registerJobRunner(eq(JobRunnerKey.of("dvcs.sync")), runner.capture());
        verify(scheduler).scheduleJob(eq(JobId.of("dvcs.sync")), config.capture());
        assertThat(config.getValue().getRunMode()).isEqualTo(RunMode.RUN_ONCE_PER_CLUSTER);
        assertThat(config.getValue().getSchedule().getIntervalScheduleInfo().getIntervalInMillis()).isEqualTo(3_600_000);
        assertThat(runner.getValue().runJob(null)).isNotNull();
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 2", "600, 5, 600", "0, 1, 1", "many, 5, 60"})
    void theFirstRunWaitsNoLongerThanTheInterval(String property, long first, long interval) throws Exception {
        System.setProperty(HourlyJob.MINUTES, property);
        try {
            long before = System.currentTimeMillis();
            job.start(() -> {});
            ArgumentCaptor<JobConfig> config = ArgumentCaptor.forClass(JobConfig.class);
            verify(scheduler).scheduleJob(any(), config.capture());
            var schedule = config.getValue().getSchedule().getIntervalScheduleInfo();
            assertThat(schedule.getIntervalInMillis()).isEqualTo(interval * 60_000);
            assertThat(schedule.getFirstRunTime().getTime())
                    .isBetween(before + first * 60_000, System.currentTimeMillis() + first * 60_000);
        } finally {
            System.clearProperty(HourlyJob.MINUTES);
        }
    }

    @Test
    void stoppingANodeLeavesTheClustersSchedule() {
        job.stop();
        verify(scheduler).unregisterJobRunner(JobRunnerKey.of("dvcs.sync"));
        verify(scheduler, never()).unscheduleJob(any());
    }

    @Test
    void aRefusalIsNotSwallowed() throws Exception {
        doThrow(new SchedulerServiceException("no")).when(scheduler).scheduleJob(any(), any());
        assertThatThrownBy(() -> job.start(() -> {})).hasMessageContaining("scheduler");
    }
}
