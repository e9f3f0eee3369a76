package dvcs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Client configurations and their encrypted secrets. */
public final class Clients {
    private static final String SELECT = "SELECT [ID], [NAME], [HOST], [URL], [BROWSER_URL], [APPLICATION_ID], [SECRET] FROM <CLIENT_CONFIGURATION>";

    private final Database database;
    private final CredentialVault vault;
    private final Clock clock;

    public Clients(Database database, CredentialVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    public List<ClientRecord> all() {
        return database.read(sql -> sql.query(SELECT + " ORDER BY [ID]", Clients::read));
    }

    public Optional<ClientRecord> find(int id) {
        return database.read(sql -> sql.one(SELECT + " WHERE [ID] = ?", Clients::read, id));
    }

    /** How many accounts work with each; who has none is missing. */
    public Map<Integer, Integer> uses() {
        Map<Integer, Integer> found = new HashMap<>();
        database.read(sql -> sql.query("SELECT [CLIENT_ID], COUNT(*) FROM <ACCOUNT> WHERE [CLIENT_ID] > 0 AND [REMOVED] = ? GROUP BY [CLIENT_ID]",
                row -> found.put(row.getInt(1), row.getInt(2)), false));
        return found;
    }

    /** In the clear. */
    public String secret(ClientRecord client) throws CredentialVault.Unreadable {
        return vault.decrypt(CredentialVault.Purpose.CLIENT_SECRET, client.id(), client.secret());
    }

    /** @throws StoreException a constraint violation: there is one of this name */
    public int insert(ClientRecord client, String secret) {
        String hash = hash(client.name());
        return database.write(sql -> {
            sql.update("INSERT INTO <CLIENT_CONFIGURATION> ([NAME], [UNIQUE_HASH], [HOST], [URL], [BROWSER_URL], [APPLICATION_ID], [CREATED_AT]) "
                            + "VALUES (?, ?, ?, ?, ?, ?, ?)", client.name(), hash, client.host(), client.url(), client.browserUrl(),
                    client.applicationId(), clock.millis());
            int id = (int) sql.count("SELECT [ID] FROM <CLIENT_CONFIGURATION> WHERE [UNIQUE_HASH] = ?", hash);
            sql.update("UPDATE <CLIENT_CONFIGURATION> SET [SECRET] = ? WHERE [ID] = ?", encrypt(id, secret), id);
            return id;
        });
    }

    /** {@code secret} null: as it is. @throws StoreException a constraint violation: there is another one of this name */
    public void update(ClientRecord client, String secret) {
        String sealed = secret == null ? null : encrypt(client.id(), secret);
        database.change(sql -> {
            sql.update("UPDATE <CLIENT_CONFIGURATION> SET [NAME] = ?, [UNIQUE_HASH] = ?, [HOST] = ?, [URL] = ?, [BROWSER_URL] = ?, [APPLICATION_ID] = ? "
                            + "WHERE [ID] = ?", client.name(), hash(client.name()), client.host(), client.url(), client.browserUrl(),
                    client.applicationId(), client.id());
            if (sealed != null) {
                sql.update("UPDATE <CLIENT_CONFIGURATION> SET [SECRET] = ? WHERE [ID] = ?", sealed, client.id());
            }
        });
    }

    /** False: an account works with it. */
    public boolean delete(int id) {
        return database.write(sql -> {
            // Locks the row, as whoever is about to use it does.
            lock(sql, id);
            if (sql.count("SELECT COUNT(*) FROM <ACCOUNT> WHERE [CLIENT_ID] = ? AND [REMOVED] = ?", id, false) > 0) {
                return false;
            }
            sql.update("DELETE FROM <OAUTH_FLOW> WHERE [CLIENT_ID] = ?", id);
            sql.update("DELETE FROM <CLIENT_CONFIGURATION> WHERE [ID] = ?", id);
            return true;
        });
    }

    /** False: it is no more. */
    static boolean lock(Sql sql, int id) throws SQLException {
        return sql.update("UPDATE <CLIENT_CONFIGURATION> SET [CREATED_AT] = [CREATED_AT] WHERE [ID] = ?", id) == 1;
    }

    /** A copy of Jira must not act with the original's rights. */
    static void forCopy(Sql sql) throws SQLException {
        sql.update("UPDATE <CLIENT_CONFIGURATION> SET [SECRET] = NULL");
    }

    private static String hash(String name) {
        return Texts.hash("client", name.toLowerCase(Locale.ROOT));
    }

    private String encrypt(int id, String secret) {
        try {
            return vault.encrypt(CredentialVault.Purpose.CLIENT_SECRET, id, secret);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for secrets can't be used: " + e.getMessage(), e);
        }
    }

    private static ClientRecord read(ResultSet row) throws SQLException {
        return new ClientRecord(row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
                Texts.orEmpty(row.getString(7)));
    }
}
