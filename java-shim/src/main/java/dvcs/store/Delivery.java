package dvcs.store;

/**
 * A verified delivery of a webhook.
 *
 * @param forgeId the repository's number at its forge; 0: it is about the account as a whole
 * @param identity what tells it from every other delivery of the account
 * @param named whether the forge itself gave it a name; otherwise another event may look just the same
 * @param receivedAt epoch milliseconds
 */
public record Delivery(int accountId, long forgeId, String kind, String pusher, String identity, boolean named, long receivedAt) {
    String hash() {
        return Texts.hash("delivery", accountId, identity);
    }
}
