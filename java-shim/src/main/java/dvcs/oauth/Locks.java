package dvcs.oauth;

import java.util.Optional;

/** What one node of the cluster does at a time. */
public interface Locks {
    /** Held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Empty: another node is at it. */
    Optional<Held> tryHold(String resource);
}
