package dvcs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Who is at a forge to authorise Jira. Each state counts once, on whichever node the browser comes back. */
public final class OAuthFlows {
    static final Duration LIFE = Duration.ofMinutes(10);

    private final Database database;
    private final CredentialVault vault;
    private final Clock clock;

    public OAuthFlows(Database database, CredentialVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What is to become of it. {@code accountId} 0: a new account, and what follows describes it.
     *
     * @param user the key of the one who started
     * @param verifier of PKCE, in the clear
     */
    public record Flow(String user, int clientId, int accountId, String owner, boolean autoLink, boolean smartCommits, String ca,
            String redirectUrl, String verifier) {
        @Override
        public String toString() {
            return "Flow[" + clientId + ", " + accountId + ", " + owner + "]";
        }
    }

    /** False: the client configuration is no more. */
    public boolean begin(String state, Flow flow) {
        String hash = hash(state);
        String verifier = encrypt(hash, flow.verifier());
        long now = clock.millis();
        return database.write(sql -> {
            sql.update("DELETE FROM <OAUTH_FLOW> WHERE [CREATED_AT] < ?", now - LIFE.toMillis());
            return Clients.lock(sql, flow.clientId()) && sql.update("INSERT INTO <OAUTH_FLOW> ([STATE_HASH], [USER_KEY], [CLIENT_ID], [ACCOUNT_ID], "
                            + "[OWNER_NAME], [AUTO_LINK], [SMART_COMMITS], [CA_CERTIFICATES], [REDIRECT_URL], [VERIFIER], [CREATED_AT]) "
                            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", hash, flow.user(), flow.clientId(), flow.accountId(), Texts.of(flow.owner()),
                    flow.autoLink(), flow.smartCommits(), Texts.of(flow.ca()), flow.redirectUrl(), verifier, now) == 1;
        });
    }

    /** Empty: nobody began this, or another person did, or too long ago, or it was taken before. */
    public Optional<Flow> take(String state, String user) throws CredentialVault.Unreadable {
        String hash = hash(state);
        Optional<Flow> found = database.write(sql -> {
            Optional<Flow> flow = sql.one("SELECT [USER_KEY], [CLIENT_ID], [ACCOUNT_ID], [OWNER_NAME], [AUTO_LINK], [SMART_COMMITS], [CA_CERTIFICATES], "
                    + "[REDIRECT_URL], [VERIFIER] FROM <OAUTH_FLOW> WHERE [STATE_HASH] = ?", OAuthFlows::read, hash);
            // Of two that come at once, one deletes it.
            int taken = sql.update("DELETE FROM <OAUTH_FLOW> WHERE [STATE_HASH] = ? AND [USER_KEY] = ? AND [CREATED_AT] >= ?", hash, user,
                    clock.millis() - LIFE.toMillis());
            return taken == 1 ? flow : Optional.empty();
        });
        if (found.isEmpty()) {
            return found;
        }
        Flow flow = found.get();
        return Optional.of(new Flow(flow.user(), flow.clientId(), flow.accountId(), flow.owner(), flow.autoLink(), flow.smartCommits(), flow.ca(),
                flow.redirectUrl(), vault.decrypt(CredentialVault.Purpose.VERIFIER, hash, flow.verifier())));
    }

    private static String hash(String state) {
        return Texts.hash("state", state);
    }

    private String encrypt(String hash, String verifier) {
        try {
            return vault.encrypt(CredentialVault.Purpose.VERIFIER, hash, verifier);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for secrets can't be used: " + e.getMessage(), e);
        }
    }

    private static Flow read(ResultSet row) throws SQLException {
        return new Flow(row.getString(1), row.getInt(2), row.getInt(3), Texts.orEmpty(row.getString(4)), row.getBoolean(5), row.getBoolean(6),
                Texts.orEmpty(row.getString(7)), row.getString(8), row.getString(9));
    }
}
