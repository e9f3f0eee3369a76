package dvcs.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When something was authored, on the author's own clock. Fixed patterns: Jira's JVM formats dates by its own locale data. */
final class Moment {
    private static final int MOST_OFFSET_MINUTES = 18 * 60;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MACHINE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private final OffsetDateTime at;

    Moment(long epochMillis, int offsetMinutes) {
        at = Instant.ofEpochMilli(epochMillis).atOffset(offset(offsetMinutes));
    }

    /** Git takes any offset that was typed; Java none beyond 18 hours. Such a commit is shown in UTC. */
    private static ZoneOffset offset(int minutes) {
        return Math.abs(minutes) <= MOST_OFFSET_MINUTES ? ZoneOffset.ofTotalSeconds(minutes * 60) : ZoneOffset.UTC;
    }

    void draw(Html html) {
        draw(html, SHOWN);
    }

    void drawDay(Html html) {
        draw(html, DAY);
    }

    private void draw(Html html, DateTimeFormatter format) {
        html.open("time", "class", "dvcs-date", "datetime", MACHINE.format(at), "title", SHOWN.format(at))
                .text(format.format(at))
                .close("time");
    }
}
