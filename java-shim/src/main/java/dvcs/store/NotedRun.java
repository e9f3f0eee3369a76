package dvcs.store;

import dvcs.api.Progress;
import dvcs.api.WorkQueue.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that a node has or owes, as the node writes it down for the others.
 *
 * @param since when it began or was asked for, epoch milliseconds
 * @param moved an administrator moved it to the top
 * @param progress of one that runs
 */
public record NotedRun(int repositoryId, int accountId, Kind kind, boolean running, long since, boolean moved, Progress progress) {
    private static final String RUNNING = "R";
    private static final String WAITING = "W";
    private static final String MOVED = "M";
    private static final long SECOND = 1000;

    /** What a node wrote and when, by the database's clock. */
    record Note(long at, List<NotedRun> runs) {
        static final Note NONE = new Note(0, List.of());
    }

    /**
     * The first line is the time, every further one a run: state, repository, account, kind and age in seconds; of a running one
     * also commits, requests and phase. Thousands may wait, so their lines are short.
     */
    static String write(long now, List<NotedRun> runs) {
        StringBuilder text = new StringBuilder(Long.toString(now));
        for (NotedRun run : runs) {
            text.append('\n').append(run.running ? RUNNING : run.moved ? MOVED : WAITING).append(' ').append(run.repositoryId).append(' ')
                    .append(run.accountId).append(' ').append(run.kind.name().charAt(0)).append(' ').append(Math.max(0, now - run.since) / SECOND);
            if (run.running) {
                text.append(' ').append(run.progress.commitsSeen()).append(' ').append(run.progress.requests()).append(' ').append(run.progress.phase());
            }
        }
        return text.toString();
    }

    /** What another version of the plugin wrote in another way says nothing. */
    static Note read(String text) {
        try {
            String[] lines = text.split("\n");
            long now = Long.parseLong(lines[0]);
            List<NotedRun> runs = new ArrayList<>(lines.length);
            for (int i = 1; i < lines.length; i++) {
                runs.add(line(lines[i].split(" ", 8), now));
            }
            return new Note(now, runs);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Note.NONE;
        }
    }

    private static NotedRun line(String[] parts, long now) {
        boolean running = parts[0].equals(RUNNING);
        long since = now - Long.parseLong(parts[4]) * SECOND;
        Progress progress = !running ? Progress.NONE : new Progress(parts[7], 0, 0, Long.parseLong(parts[5]), Long.parseLong(parts[6]), since);
        return new NotedRun(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), kind(parts[3]), running, since, parts[0].equals(MOVED), progress);
    }

    private static Kind kind(String letter) {
        for (Kind kind : Kind.values()) {
            if (kind.name().startsWith(letter)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(letter);
    }
}
