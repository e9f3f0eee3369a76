package dvcs.bridge;

import dvcs.wire.Batch;

/** Receives a session's batches, one at a time, on the session's poll thread. */
public interface BatchHandler {
    /**
     * Stores one batch; it is acknowledged when this returns. The batch is a view of a buffer that the next poll
     * overwrites: copy what must stay. Throwing ends the session, since later batches build on this one.
     */
    void handle(Batch batch) throws Exception;

    /** The last call. {@code cause}: why the session ended, null after {@link Session#close}. */
    void ended(Throwable cause);
}
