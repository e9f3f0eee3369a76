package dvcs.store;

import dvcs.api.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What accounts got through OAuth. A pair of tokens is used up by asking for the next one, so every change names the version of
 * the credential that it follows: of two writers the second one changes nothing.
 */
public final class Grants {
    /** After a try whose answer is not known, the next one waits so long. */
    public static final Duration AGAIN = Duration.ofMinutes(1);
    private static final String VERSION = "COALESCE([CREDENTIAL_VERSION], 0)";
    private static final String AUTHORISED = "[CLIENT_ID] > 0 AND [REMOVED] = ?";
    private static final String SELECT = "SELECT [ID], [CLIENT_ID], [CREDENTIAL_VERSION], [CREDENTIAL], [REFRESH_CREDENTIAL], [OBTAINED_AT], [EXPIRES_AT], "
            + "[REFRESH_STARTED_AT], [STOPPED] FROM <ACCOUNT> WHERE " + AUTHORISED;

    private final Database database;
    private final CredentialVault vault;
    private final Clock clock;

    public Grants(Database database, CredentialVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * As stored: both tokens encrypted. Times are epoch milliseconds.
     *
     * @param version of the account's credential
     * @param expiresAt 0: never
     * @param startedAt the next pair was asked for then, and nothing is known of what became of it; 0: no
     */
    public record Grant(int accountId, int clientId, int version, String access, String refresh, long obtainedAt, long expiresAt, long startedAt,
            boolean stopped) {
        @Override
        public String toString() {
            return "Grant[" + accountId + ", " + version + "]";
        }
    }

    public Optional<Grant> find(int accountId) {
        return database.read(sql -> sql.one(SELECT + " AND [ID] = ?", Grants::read, false, accountId));
    }

    /** Those that are past the middle of their life, and of whose last try enough time has passed. */
    public List<Integer> due() {
        long now = clock.millis();
        return database.read(sql -> sql.query("SELECT [ID] FROM <ACCOUNT> WHERE " + AUTHORISED + " AND [STOPPED] = ? AND [REFRESH_CREDENTIAL] IS NOT NULL "
                        + "AND [EXPIRES_AT] > 0 AND [OBTAINED_AT] + [EXPIRES_AT] <= ? AND [REFRESH_STARTED_AT] <= ? ORDER BY [EXPIRES_AT]",
                row -> row.getInt(1), false, false, 2 * now, now - AGAIN.toMillis()));
    }

    public static boolean isDue(Grant grant, long now) {
        return grant.expiresAt() > 0 && grant.obtainedAt() + grant.expiresAt() <= 2 * now && grant.startedAt() <= now - AGAIN.toMillis();
    }

    /** In the clear. */
    public String access(Grant grant) throws CredentialVault.Unreadable {
        return vault.decrypt(grant.accountId(), grant.access());
    }

    /** In the clear. */
    public String refresh(Grant grant) throws CredentialVault.Unreadable {
        return vault.decrypt(CredentialVault.Purpose.REFRESH_TOKEN, grant.accountId(), grant.refresh());
    }

    /** Written before the forge is asked, so that whoever comes later knows that the pair may be used up. False: there is another. */
    public boolean started(Grant grant) {
        return database.write(sql -> sql.update("UPDATE <ACCOUNT> SET [REFRESH_STARTED_AT] = ? WHERE " + AUTHORISED + " AND [ID] = ? AND " + VERSION + " = ?",
                clock.millis(), false, grant.accountId(), grant.version())) == 1;
    }

    /** The pair is as good as it was. */
    public void unused(Grant grant) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [REFRESH_STARTED_AT] = 0 WHERE [ID] = ? AND " + VERSION + " = ?",
                grant.accountId(), grant.version()));
    }

    /** The pair that follows; also lifts a stop. False: the account was removed or has another one. */
    public boolean follow(Grant grant, TokenPair pair) {
        return database.write(sql -> {
            int rows = sql.update("UPDATE <ACCOUNT> SET [STOPPED] = ?, [ERROR] = CASE WHEN [STOPPED] = ? THEN NULL ELSE [ERROR] END WHERE " + AUTHORISED
                    + " AND [ID] = ? AND " + VERSION + " = ?", false, true, false, grant.accountId(), grant.version());
            if (rows == 1) {
                write(sql, grant.accountId(), pair);
            }
            return rows == 1;
        });
    }

    /** As {@link Accounts#insert}, with what was obtained. @throws StoreException also when the client configuration is no more */
    public int insert(Accounts accounts, AccountRecord account, boolean smartCommits, int clientId, TokenPair pair) {
        return accounts.insert(account, pair.access(), smartCommits, (sql, id) -> attach(sql, id, clientId, pair));
    }

    /** A person authorised the account again. False: it was removed meanwhile. */
    public boolean renew(int accountId, int clientId, TokenPair pair) {
        return database.write(sql -> {
            int rows = sql.update("UPDATE <ACCOUNT> SET [STOPPED] = ?, [ERROR] = NULL WHERE [ID] = ? AND [REMOVED] = ?", false, accountId, false);
            if (rows == 1) {
                attach(sql, accountId, clientId, pair);
            }
            return rows == 1;
        });
    }

    private void attach(Sql sql, int accountId, int clientId, TokenPair pair) throws SQLException {
        if (!Clients.lock(sql, clientId)) {
            throw new StoreException("The client configuration was removed.");
        }
        sql.update("UPDATE <ACCOUNT> SET [CLIENT_ID] = ?, [REFRESH_CREDENTIAL] = NULL WHERE [ID] = ?", clientId, accountId);
        write(sql, accountId, pair);
    }

    private void write(Sql sql, int accountId, TokenPair pair) throws SQLException {
        long now = clock.millis();
        try {
            sql.update("UPDATE <ACCOUNT> SET [CREDENTIAL] = ?, [CREDENTIAL_VERSION] = " + VERSION + " + 1, [OBTAINED_AT] = ?, [EXPIRES_AT] = ?, "
                            + "[TOKEN_SCOPE] = ?, [REFRESH_STARTED_AT] = 0 WHERE [ID] = ?", vault.encrypt(accountId, pair.access()), now,
                    pair.expiresIn() == 0 ? 0 : now + Duration.ofSeconds(pair.expiresIn()).toMillis(), Texts.cut(pair.scope(), 255), accountId);
            if (!pair.refresh().isEmpty()) {
                sql.update("UPDATE <ACCOUNT> SET [REFRESH_CREDENTIAL] = ? WHERE [ID] = ?",
                        vault.encrypt(CredentialVault.Purpose.REFRESH_TOKEN, accountId, pair.refresh()), accountId);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for access tokens can't be used: " + e.getMessage(), e);
        }
    }

    /** Those of a client configuration that are stopped. */
    public List<Integer> stopped(int clientId) {
        return database.read(sql -> sql.query("SELECT [ID] FROM <ACCOUNT> WHERE [CLIENT_ID] = ? AND [REMOVED] = ? AND [STOPPED] = ? "
                + "AND [REFRESH_CREDENTIAL] IS NOT NULL ORDER BY [ID]", row -> row.getInt(1), clientId, false, true));
    }

    /** With what an account works. */
    public Access access(int accountId) {
        long now = clock.millis();
        return database.read(sql -> sql.one("SELECT [CLIENT_ID], [EXPIRES_AT] FROM <ACCOUNT> WHERE [ID] = ?",
                row -> access(row.getInt(1), row.getLong(2), now), accountId)).orElse(Access.TOKEN);
    }

    private static Access access(int clientId, long expiresAt, long now) {
        return clientId > 0 ? new Access(true, clientId, expiresAt, Access.Expiry.FAR) : new Access(false, 0, expiresAt, TokenExpiries.expiry(expiresAt, now));
    }

    /** A removed account's refresh token that is still to be revoked, encrypted as {@link Grant#refresh}. */
    public Optional<Grant> toRevoke(int accountId) {
        return database.read(sql -> sql.one(SELECT.replace("[REFRESH_CREDENTIAL], ", "[REVOKE_CREDENTIAL], ") + " AND [ID] = ? AND [REVOKE_CREDENTIAL] IS NOT NULL",
                Grants::read, true, accountId));
    }

    /** It is revoked, or nobody can do that any more. */
    public void forgetRevocation(int accountId) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [REVOKE_CREDENTIAL] = NULL WHERE [ID] = ?", accountId));
    }

    private static Grant read(ResultSet row) throws SQLException {
        return new Grant(row.getInt(1), row.getInt(2), row.getInt(3), Texts.orEmpty(row.getString(4)), Texts.orEmpty(row.getString(5)), row.getLong(6),
                row.getLong(7), row.getLong(8), row.getBoolean(9));
    }
}
