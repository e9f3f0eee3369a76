package dvcs.store;

import dvcs.api.HeldDeletions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Accounts and their encrypted credentials. */
public final class Accounts {
    private static final String SELECT = "SELECT [ID], [HOST], [OWNER_NAME], [URL], [AUTO_LINK], [CREDENTIAL], [STOPPED], "
            + "[ERROR], [LAST_REFRESH], [LAST_FULL_REFRESH], [OWNER_HINT], [CA_CERTIFICATES], [CREDENTIAL_VERSION], " + Brake.COLUMNS + " FROM <ACCOUNT> WHERE [REMOVED] = ?";

    // Null, too, is version 0: the column is younger than the table.
    private static final String NEXT_VERSION = "[CREDENTIAL_VERSION] = COALESCE([CREDENTIAL_VERSION], 0) + 1";
    private static final String OF_VERSION = " AND COALESCE([CREDENTIAL_VERSION], 0) = ?";

    private final Database database;
    private final CredentialVault vault;
    private final Clock clock;

    public Accounts(Database database, CredentialVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    public List<AccountRecord> all() {
        return database.read(sql -> sql.query(SELECT + " ORDER BY [ID]", Accounts::read, false));
    }

    public Optional<AccountRecord> find(int id) {
        return database.read(sql -> sql.one(SELECT + " AND [ID] = ?", Accounts::read, false, id));
    }

    /** @throws StoreException a constraint violation: the account is there already */
    public int insert(AccountRecord account, String token, boolean smartCommits) {
        return insert(account, token, smartCommits, (sql, id) -> {});
    }

    /** What belongs to a new account, in the transaction that adds it. */
    interface Addition {
        void add(Sql sql, int id) throws SQLException;
    }

    int insert(AccountRecord account, String token, boolean smartCommits, Addition addition) {
        String owner = account.owner();
        String hash = Texts.hash("account", account.host(), account.url(), owner.toLowerCase(Locale.ROOT)); // forges ignore case in paths
        return database.write(sql -> {
            sql.update("INSERT INTO <ACCOUNT> ([HOST], [OWNER_NAME], [URL], [UNIQUE_HASH], [AUTO_LINK], [SMART_COMMITS], [REMOVED], [STOPPED], "
                            + "[CREATED_AT], [CA_CERTIFICATES], [LAST_REFRESH], [LAST_FULL_REFRESH]) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                    account.host(), Texts.of(owner), account.url(), hash, account.autoLink(), smartCommits, false, false, clock.millis(), Texts.of(account.ca()));
            int id = (int) sql.count("SELECT [ID] FROM <ACCOUNT> WHERE [UNIQUE_HASH] = ?", hash);
            sql.update("UPDATE <ACCOUNT> SET [CREDENTIAL] = ? WHERE [ID] = ?", encrypt(id, token), id);
            addition.add(sql, id);
            return id;
        });
    }

    /** The account's token in the clear. */
    public String token(AccountRecord account) throws CredentialVault.Unreadable {
        return vault.decrypt(account.id(), account.credential());
    }

    /**
     * An access token that was entered, in place of whatever there was. It also lifts the stop; sessions with the former one, on any
     * node, are used no more.
     */
    public void token(int id, String token) {
        String credential = encrypt(id, token);
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [CREDENTIAL] = ?, [CLIENT_ID] = 0, [REFRESH_CREDENTIAL] = NULL, [EXPIRES_AT] = 0, "
                + "[REFRESH_STARTED_AT] = 0, [TOKEN_READ_AT] = 0, [EXPIRY_WARNED] = 0, " + NEXT_VERSION + ", [STOPPED] = ?, [ERROR] = NULL WHERE [ID] = ?",
                credential, false, id));
    }

    /** As {@link #token}, for whom is trusted. */
    public void ca(int id, String pem) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [CA_CERTIFICATES] = ?, " + NEXT_VERSION + ", [STOPPED] = ?, [ERROR] = NULL WHERE [ID] = ?",
                Texts.of(pem), false, id));
    }

    public void autoLink(int id, boolean autoLink) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [AUTO_LINK] = ? WHERE [ID] = ?", autoLink, id));
    }

    /** Of a stopped account nothing changes: what fails behind a stop, fails because of it. */
    public void failed(int id, String error) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [ERROR] = ? WHERE [ID] = ? AND [STOPPED] = ?",
                Texts.of(error), id, false));
    }

    /**
     * Nothing more is asked of the forge until there is a new token. False: there is one, and what failed was the token before
     * ({@code version}).
     */
    public boolean stop(int id, int version, String why) {
        return database.write(sql -> sql.update("UPDATE <ACCOUNT> SET [ERROR] = ?, [STOPPED] = ? WHERE [ID] = ?" + OF_VERSION,
                Texts.of(why), true, id, version)) == 1;
    }

    /** The token of this version is good. */
    public void checked(int id, int version, String serverVersion, String user) {
        database.change(sql -> sql.update(
                "UPDATE <ACCOUNT> SET [SERVER_VERSION] = ?, [FORGE_USER] = ?, [STOPPED] = ?, [ERROR] = NULL WHERE [ID] = ?" + OF_VERSION,
                Texts.cut(serverVersion, 255), Texts.cut(user, 255), false, id, version));
    }

    public void refreshed(int id, long startedAt, boolean full, String ownerHint) {
        String text = "UPDATE <ACCOUNT> SET [ERROR] = NULL, [OWNER_HINT] = ?, [LAST_REFRESH] = ?" + (full ? ", [LAST_FULL_REFRESH] = ?" : "")
                + " WHERE [ID] = ?";
        database.change(sql -> {
            if (full) {
                sql.update(text, Texts.of(ownerHint), startedAt, startedAt, id);
            } else {
                sql.update(text, Texts.of(ownerHint), startedAt, id);
            }
        });
    }

    /** A copy of Jira must not act with the original's rights. */
    public static void forgetCredentials(Sql sql) throws SQLException {
        sql.update("UPDATE <ACCOUNT> SET [CREDENTIAL] = NULL, [HOOK_CREDENTIAL] = NULL, [REFRESH_CREDENTIAL] = NULL, "
                + "[REVOKE_CREDENTIAL] = NULL, [EXPIRES_AT] = 0, " + NEXT_VERSION + ", [ERROR] = ?",
                "This Jira is a copy and forgot its access tokens. Enter a token or authorise the account again to use it here.");
        Clients.forCopy(sql);
        Arming.forCopy(sql);
        HookPlaces.forCopy(sql);
    }

    /** An administrator's answer to the brake. False: it does not hold any more. */
    public boolean answer(int id, HeldDeletions.Decision decision) {
        return database.write(sql -> Brake.answer(sql, "ACCOUNT", id, decision));
    }

    /** From now on the account is shown nowhere, and the same one may be added again. */
    public void markRemoved(int id) {
        database.change(sql -> {
            // Without its lease a listing under way can't add repositories that would be shown.
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofAccount(id));
            sql.update("UPDATE <ACCOUNT> SET [REMOVED] = ?, [REMOVED_AT] = ?, [HOOK_CREDENTIAL] = CASE WHEN [HOOK_URL] IS NULL THEN NULL "
                            + "ELSE [CREDENTIAL] END, [HOOK_SECRET] = NULL, [HOOK_SECRET_FORMER] = NULL, [UNIQUE_HASH] = ? WHERE [ID] = ?",
                    true, clock.millis(), Texts.hash("removed", id), id);
            sql.update("UPDATE <ACCOUNT> SET [REVOKE_CREDENTIAL] = [REFRESH_CREDENTIAL] WHERE [ID] = ?", id);
            sql.update("UPDATE <ACCOUNT> SET [CREDENTIAL] = NULL, [REFRESH_CREDENTIAL] = NULL WHERE [ID] = ?", id);
            sql.update("DELETE FROM <OAUTH_FLOW> WHERE [ACCOUNT_ID] = ?", id);
            sql.update("UPDATE <REPOSITORY> SET [LINKED] = ? WHERE [ACCOUNT_ID] = ?", false, id);
            Arming.disarmAccount(sql, id, "The account was removed.");
        });
    }

    /** Those whose rows are still to be deleted. */
    public List<Integer> removed() {
        return database.read(sql -> sql.query("SELECT [ID] FROM <ACCOUNT> WHERE [REMOVED] = ?", row -> row.getInt(1), true));
    }

    /** A removed one whose webhooks are still to be removed, with what that is done. */
    public Optional<AccountRecord> withHooks(int id) {
        return database.read(sql -> sql.one(SELECT.replace("[CREDENTIAL], ", "[HOOK_CREDENTIAL], ") + " AND [ID] = ? AND [HOOK_CREDENTIAL] IS NOT NULL",
                Accounts::read, true, id));
    }

    /** One that was removed, and is not deleted yet; it has no credential any more. */
    public Optional<AccountRecord> removed(int id) {
        return database.read(sql -> sql.one(SELECT + " AND [ID] = ?", Accounts::read, true, id));
    }

    /** When it was removed, epoch milliseconds. */
    public long removedAt(int id) {
        return database.read(sql -> sql.count("SELECT [REMOVED_AT] FROM <ACCOUNT> WHERE [ID] = ?", id));
    }

    /** Its webhooks are removed, or nobody can do that any more. */
    public void forgetHooks(int id) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOK_CREDENTIAL] = NULL WHERE [ID] = ?", id));
    }

    /** When its repositories are gone. */
    public void delete(int id) {
        database.change(sql -> {
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofAccount(id));
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofDetails(id));
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofAuthors(id));
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofHooks(id));
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofTokens(id));
            sql.update("DELETE FROM <AUTHOR_MAPPING> WHERE [ACCOUNT_ID] = ?", id);
            sql.update("DELETE FROM <HOOK_MARK> WHERE [ACCOUNT_ID] = ?", id);
            sql.update("DELETE FROM <ACCOUNT> WHERE [ID] = ? AND [REMOVED] = ?", id, true);
        });
    }

    private String encrypt(int id, String token) {
        try {
            return vault.encrypt(id, token);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for access tokens can't be used: " + e.getMessage(), e);
        }
    }

    private static AccountRecord read(ResultSet row) throws SQLException {
        return new AccountRecord(row.getInt(1), row.getString(2), Texts.orEmpty(row.getString(3)),
                Texts.orEmpty(row.getString(4)), row.getBoolean(5), Texts.orEmpty(row.getString(6)), row.getBoolean(7),
                Texts.orEmpty(row.getString(8)), row.getLong(9), row.getLong(10),
                Texts.orEmpty(row.getString(11)), Texts.orEmpty(row.getString(12)), Brake.read(row, 14),
                row.getInt(13));
    }
}
