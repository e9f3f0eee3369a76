package dvcs.oauth;

import dvcs.api.ConnectorException;
import dvcs.store.AccountRecord;

/** What else of the plugin the way of an authorisation needs. */
public interface Forge {
    /** @throws ConnectorException the connector does not work now */
    void requireReady();

    /** Whether the account's forge shows the owner to who has the token. @throws ConnectorException it does not; its field says what is to blame */
    void examine(AccountRecord account, String token);

    /** The account is new, or goes on with other tokens: work begins, in the background. */
    void begin(int accountId, boolean isNew);
}
