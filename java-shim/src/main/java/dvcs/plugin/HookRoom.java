package dvcs.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * How much memory and how many of the web server's threads deliveries may take at once, whoever sends them: a body takes
 * only what has come of it, so that an announced length costs nothing.
 */
final class HookRoom {
    /** Of a body. GitLab sends at most 20 commits of a push, Gitea 50 by default. */
    static final int LONGEST = 10 * 1024 * 1024;
    /** A few of the longest: on their way into the core and there, bodies are copied. */
    static final int BYTES = 32 * 1024 * 1024;
    /** Far below the web server's threads (Jira: 100 or more), and enough for thousands a second. */
    static final int PLACES = 64;
    private static final int FIRST = 16 * 1024;

    private final Semaphore bytes;
    private final Semaphore places;

    HookRoom(int bytes, int places) {
        this.bytes = new Semaphore(bytes);
        this.places = new Semaphore(places);
    }

    /** Empty: it is full. */
    Optional<Place> enter() {
        return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    /** The body did not come whole. */
    enum Cut {
        /** There was no room for it. */
        FULL,
        TOO_LONG
    }

    /** A body, or why there is none. */
    record Read(byte[] body, Cut cut) {}

    /** One delivery's; closed when it is answered. */
    final class Place implements AutoCloseable {
        private int taken;

        private Place() {}

        Read read(InputStream in) throws IOException {
            byte[] body = new byte[0];
            int length = 0;
            while (true) {
                if (length == body.length) {
                    if (length > LONGEST) {
                        return new Read(null, Cut.TOO_LONG);
                    }
                    int larger = Math.min(Math.max(FIRST, 2 * body.length), LONGEST + 1);
                    if (!bytes.tryAcquire(larger)) {
                        return new Read(null, Cut.FULL);
                    }
                    int before = taken;
                    taken += larger;
                    body = Arrays.copyOf(body, larger);
                    bytes.release(before);
                    taken -= before;
                }
                int more = in.read(body, length, body.length - length);
                if (more < 0) {
                    return new Read(Arrays.copyOf(body, length), null);
                }
                length += more;
            }
        }

        /** The body is not needed any more. */
        void forget() {
            bytes.release(taken);
            taken = 0;
        }

        @Override
        public void close() {
            forget();
            places.release();
        }
    }
}
