package dvcs.store;

import java.sql.SQLException;
import java.util.Optional;

/** The plugin's own state, by name. */
public final class Settings {
    /** Of the tables and what their texts mean. It only grows; see {@link #claimSchema}. */
    static final int SCHEMA_VERSION = 1;

    /** Commits that were authored before this moment (epoch milliseconds) are not executed: the ledger may not know them any more. */
    static final String COMMANDS_SINCE = "commands_since";

    private static final String SCHEMA = "schema_version";
    private static final String FINGERPRINT = "fingerprint";
    private static final String PAUSED = "paused";

    private final Database database;

    public Settings(Database database) {
        this.database = database;
    }

    /** Empty, or why this version of the plugin must not touch the tables. */
    public Optional<String> claimSchema() {
        int found = get(SCHEMA).map(Integer::parseInt).orElse(0);
        if (found > SCHEMA_VERSION) {
            return Optional.of("The database was written by a newer version of this plugin (schema " + found
                    + ", this version knows " + SCHEMA_VERSION + "). Install the newer version again.");
        }
        if (found < SCHEMA_VERSION) {
            put(SCHEMA, Integer.toString(SCHEMA_VERSION));
        }
        return Optional.empty();
    }

    /** Which Jira credentials and schedules belong to; empty before the first start. */
    public Optional<String> fingerprint() {
        return get(FINGERPRINT);
    }

    public void fingerprint(String value) {
        put(FINGERPRINT, value);
    }

    /** Why the whole cluster rests; empty: it works. */
    public String paused() {
        return get(PAUSED).orElse("");
    }

    public void paused(String why) {
        put(PAUSED, why);
    }

    /**
     * Ends the pause with {@code decision}, in one transaction, so that of two administrators on two nodes one decides.
     * False: another was faster.
     */
    public boolean endPause(String fingerprint, Database.Action decision) {
        return database.write(sql -> {
            if (sql.update("UPDATE <SETTING> SET [CONTENT] = NULL WHERE [NAME] = ? AND [CONTENT] IS NOT NULL", PAUSED) == 0) {
                return false;
            }
            sql.update("UPDATE <SETTING> SET [CONTENT] = ? WHERE [NAME] = ?", fingerprint, FINGERPRINT);
            decision.run(sql);
            return true;
        });
    }

    Optional<String> get(String name) {
        return database.read(sql -> sql.one("SELECT [CONTENT] FROM <SETTING> WHERE [NAME] = ?",
                row -> Texts.orEmpty(row.getString(1)), name));
    }

    void put(String name, String value) {
        if (update(name, value)) {
            return;
        }
        try {
            database.change(sql -> sql.update("INSERT INTO <SETTING> ([NAME], [CONTENT]) VALUES (?, ?)", name, Texts.of(value)));
        } catch (StoreException e) {
            if (!e.isConstraintViolation()) {
                throw e;
            }
            update(name, value); // another node was faster
        }
    }

    /** A number that only grows; what it is now. */
    static long advance(Sql sql, String name, long value) throws SQLException {
        long now = number(sql, name);
        if (value <= now) {
            return now;
        }
        if (sql.update("UPDATE <SETTING> SET [CONTENT] = ? WHERE [NAME] = ?", Long.toString(value), name) == 0) {
            sql.update("INSERT INTO <SETTING> ([NAME], [CONTENT]) VALUES (?, ?)", name, Long.toString(value));
        }
        return value;
    }

    /** 0 if it was never set. */
    static long number(Sql sql, String name) throws SQLException {
        return sql.one("SELECT [CONTENT] FROM <SETTING> WHERE [NAME] = ?", row -> Long.parseLong(row.getString(1)), name).orElse(0L);
    }

    private boolean update(String name, String value) {
        return database.write(sql -> sql.update("UPDATE <SETTING> SET [CONTENT] = ? WHERE [NAME] = ?", Texts.of(value), name)) == 1;
    }
}
