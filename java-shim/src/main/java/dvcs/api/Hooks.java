package dvcs.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Where forges deliver their webhooks. Implemented by {@code dvcs.plugin}; thread-safe. */
public interface Hooks {
    /** What the sender is told; a stranger gets the same of every refusal. */
    enum Answer { ACCEPTED, LATER, REFUSED, UNAVAILABLE }

    /**
     * A delivery as it came in; nothing of it is to be trusted.
     *
     * @param account as the address says it
     * @param length of the body as the sender says it; below 0: it does not
     * @param headers in the order in which they came; a name may come twice
     * @param body read at most once, and only as far as there is room for it
     */
    record Incoming(String method, String account, long length, List<Map.Entry<String, String>> headers, InputStream body) {}

    /** Returns when the delivery is stored, or within two seconds. */
    Answer deliver(Incoming delivery) throws IOException;
}
