package dvcs.bridge;

import java.util.List;

/**
 * What became of a delivery, and what it tells (native/doc/webhooks.md). A hint: it says where to look, never what to store.
 *
 * @param outcome everything but {@code why} is empty when it is REFUSED
 * @param why one sentence for the administrator, never for the sender; empty when there is nothing to say
 * @param secret which of the secrets fitted, from 0
 * @param delivery the same when the forge sends the event again; empty: the forge does not number its deliveries
 * @param name of the event, in the forge's words
 * @param action "open", "rename"; empty where the event has none
 * @param repositoryId the forge's number; 0: not said
 * @param refs the first of those that moved
 * @param refsComplete false: there are more
 * @param commits that the push brings; 0: none, or not said
 * @param mergeRequest number within the repository; 0: none
 */
public record WebhookEvent(
        Outcome outcome,
        String why,
        int secret,
        String delivery,
        WebhookKind kind,
        String name,
        String action,
        long repositoryId,
        String repositoryPath,
        List<Ref> refs,
        boolean refsComplete,
        Pusher pusher,
        long commits,
        long mergeRequest) {
    public enum Outcome {
        /** Not from who knows the secret. Whatever the reason, the answer is the same. */
        REFUSED,
        /** Verified, but it makes no sense. */
        UNREADABLE,
        ACCEPTED
    }

    /**
     * A branch or tag that moved.
     *
     * @param name whole: refs/heads/main
     * @param before in hex; empty: it is new, or not said
     * @param after in hex; empty: it is gone, or not said
     */
    public record Ref(String name, String before, String after) {}

    /** Who set the event off, as the forge says; 0 and empty: not said. */
    public record Pusher(long id, String userName, String name, String email) {}
}
