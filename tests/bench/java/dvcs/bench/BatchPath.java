package dvcs.bench;

import dvcs.bridge.BatchHandler;
import dvcs.bridge.Core;
import dvcs.bridge.NativeLibrary;
import dvcs.bridge.SessionOptions;
import dvcs.wire.Batch;
import dvcs.wire.Commit;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Rows a second from C++ values to Java strings: native batches, poll, decode, acknowledge; without network and
 * database. Run with {@code -Ddvcs.native.path=<libbench_feeder.so>}; prints one JSON line.
 */
public final class BatchPath {
    private static final int ROWS = 1_000_000;
    private static final int WARM = 200_000;

    private BatchPath() {}

    public static void main(String[] arguments) throws Exception {
        NativeLibrary library = NativeLibrary.load(Path.of("."));
        if (!library.loaded()) {
            throw new IllegalStateException(library.problem());
        }
        Core core = Core.start("bench");
        batches(core, WARM);
        double batched = batches(core, ROWS);
        rowByRow(WARM);
        double single = rowByRow(ROWS);
        System.out.printf("{\"batched_rows_per_second\":%.0f,\"row_by_row_rows_per_second\":%.0f}%n", batched, single);
        System.exit(0);
    }

    private static double batches(Core core, int rows) throws Exception {
        Reader reader = new Reader(rows);
        long start = System.nanoTime();
        // The feeder reads the number of rows where a session has its token.
        var options = new SessionOptions(SessionOptions.Forge.GITLAB, "http://localhost", String.valueOf(rows), false, false, 1, 1);
        try (var session = core.open("bench", options, reader)) {
            reader.done.await();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (reader.rows != rows) {
            throw new IllegalStateException(reader.rows + " of " + rows + " rows came: " + reader.cause);
        }
        return rows / seconds;
    }

    private static double rowByRow(int rows) {
        long characters = 0;
        long start = System.nanoTime();
        for (int i = 0; i < rows; i++) {
            characters += RowByRow.next().message().length();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (characters == 0) {
            throw new IllegalStateException("rows without messages");
        }
        return rows / seconds;
    }

    /** Reads every text of every row, as the plugin does before it stores them. */
    private static final class Reader implements BatchHandler {
        final CountDownLatch done = new CountDownLatch(1);
        private final int wanted;
        private volatile int rows;
        private volatile Throwable cause;
        private long characters;

        Reader(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void handle(Batch batch) {
            Commit commit = new Commit();
            for (int i = 0; i < batch.commitsLength(); i++) {
                batch.commits(commit, i);
                characters += commit.shaAsByteBuffer().remaining() + commit.author().name().length()
                        + commit.author().email().length() + commit.message().length() + commit.webUrl().length();
                for (int key = 0; key < commit.keysLength(); key++) {
                    characters += commit.keys(key).length();
                }
            }
            rows += batch.commitsLength();
            if (batch.finished() != null || rows > wanted) {
                done.countDown();
            }
        }

        @Override
        public void ended(Throwable problem) {
            cause = problem;
            done.countDown();
        }
    }
}
