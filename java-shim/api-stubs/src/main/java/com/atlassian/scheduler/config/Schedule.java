package com.atlassian.scheduler.config;

import java.util.Date;

/**
 * Cron schedules are left out: the product has none.
 * Source: published javadoc of atlassian-scheduler-api; callers in mailru/jira-plugins-mrimsender.
 */
public final class Schedule {
    private final IntervalScheduleInfo interval;

    private Schedule(IntervalScheduleInfo interval) {
        this.interval = interval;
    }

    public static Schedule forInterval(long intervalInMillis, Date firstRunTime) {
        return new Schedule(new IntervalScheduleInfo(firstRunTime, intervalInMillis));
    }

    public static Schedule runOnce(Date runTime) {
        return forInterval(0, runTime);
    }

    public IntervalScheduleInfo getIntervalScheduleInfo() {
        return interval;
    }
}
