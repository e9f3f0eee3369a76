package dvcs.plugin;

import java.util.List;
import java.util.Map;

/** Says whether a delivery proves itself with its account's secret, and only then what it tells. */
interface HookVerifier {
    /** How a delivery is taken. */
    enum Kind { REFUSED, PUSH, TAG_PUSH, MERGE_REQUEST, REPOSITORY, UNREADABLE, TEST, OTHER }

    /**
     * What it tells.
     *
     * @param repository its number at the forge; 0: it does not say
     * @param delivery the forge's own name of the delivery, the same when it is sent again; empty: it has none
     * @param why for the administrator, never for the sender: what is wrong with it; empty: nothing
     */
    record Event(Kind kind, long repository, String delivery, String pusher, String why) {}

    Event verify(HookAccounts.Account account, List<Map.Entry<String, String>> headers, byte[] body);
}
