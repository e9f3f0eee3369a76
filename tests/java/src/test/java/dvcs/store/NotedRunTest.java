package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Progress;
import dvcs.api.WorkQueue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NotedRunTest {
    private static final long NOW = 1_763_760_000_000L;
    private static final String[] PHASES = {"", "starting", "merge requests", "waiting for the rate limit"};

    private static NotedRun any(Random random) {
        boolean running = random.nextBoolean();
        long since = NOW - 1000L * random.nextInt(1_000_000);
        Progress progress = running ? new Progress(PHASES[random.nextInt(PHASES.length)], 0, 0, random.nextInt(1_000_000), random.nextInt(10_000), since) : Progress.NONE;
        return new NotedRun(1 + random.nextInt(100_000), 1 + random.nextInt(50), Kind.values()[random.nextInt(Kind.values().length)], running,
                since, !running && random.nextBoolean(), progress);
    }

    @RepeatedTest(100)
    void whatIsWrittenIsRead(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<NotedRun> runs = new ArrayList<>();
        for (int left = random.nextInt(50); left > 0; left--) {
            runs.add(any(random));
        }
        assertThat(NotedRun.read(NotedRun.write(NOW, runs))).isEqualTo(new NotedRun.Note(NOW, runs));
    }

    @Test
    void whatAnotherVersionWroteSaysNothing() {
        for (String text : new String[] {"", "x", "5\nnonsense", "5\nW 1 2", "5\nW 1 2 Z 7", "5\nR 1 2 F 7", "5\nW a 2 F 7"}) {
            assertThat(NotedRun.read(text)).as(text).isEqualTo(NotedRun.Note.NONE);
        }
    }

    @Test
    void tenThousandThatWaitAreLittleToWrite() {
        List<NotedRun> runs = new ArrayList<>();
        for (int id = 1; id <= 10_000; id++) {
            runs.add(new NotedRun(90_000 + id, 12, Kind.HISTORY, false, NOW - 3_600_000, false, Progress.NONE));
        }
        assertThat(NotedRun.write(NOW, runs)).hasSizeLessThan(200_000);
    }
}
