package dvcs.devhost.platform;

import com.atlassian.sal.api.pluginsettings.PluginSettings;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.Database.DatabaseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SAL's plugin settings in the database: String, List of String or Map of String (jira-platform.md 2.8 [S]), keys of
 * at most 100 and values of at most 99,000 characters [K]. The host keeps its own configuration in the space {@code
 * host}.
 */
public final class HostSettings implements PluginSettingsFactory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "host";

    private final Database db;
    private final String table;

    public HostSettings(Database db) {
        this.db = db;
        this.table = db.table("HOST_SETTING");
    }

    public Optional<String> host(String name) {
        return Optional.ofNullable((String) get(HOST, name));
    }

    public void setHost(String name, String value) {
        put(HOST, name, value);
    }

    @Override
    public PluginSettings createGlobalSettings() {
        return settings("global");
    }

    @Override
    public PluginSettings createSettingsForKey(String key) {
        return key == null ? createGlobalSettings() : settings("key:" + key);
    }

    private PluginSettings settings(String space) {
        return new PluginSettings() {
            @Override
            public Object get(String key) {
                return HostSettings.this.get(space, checked(key));
            }

            @Override
            public Object put(String key, Object value) {
                return HostSettings.this.put(space, checked(key), value);
            }

            @Override
            public Object remove(String key) {
                return HostSettings.this.put(space, checked(key), null);
            }
        };
    }

    private static String checked(String key) {
        if (key == null || key.length() > 100) {
            throw new IllegalArgumentException("a settings key has 1 to 100 characters: " + key);
        }
        return key;
    }

    private Object get(String space, String key) {
        return db.one(
                        "SELECT \"CONTENT\" FROM " + table + " WHERE \"SPACE\" = ? AND \"NAME\" = ?",
                        r -> decode(r.getString(1)),
                        space,
                        key)
                .orElse(null);
    }

    private Object put(String space, String key, Object value) {
        Object before = get(space, key);
        if (value == null) {
            db.update("DELETE FROM " + table + " WHERE \"SPACE\" = ? AND \"NAME\" = ?", space, key);
            return before;
        }
        String text = encode(value);
        String update = "UPDATE " + table + " SET \"CONTENT\" = ? WHERE \"SPACE\" = ? AND \"NAME\" = ?";
        if (db.update(update, text, space, key) == 0) {
            try {
                db.update(
                        "INSERT INTO " + table + " (\"CONTENT\", \"SPACE\", \"NAME\") VALUES (?, ?, ?)",
                        text,
                        space,
                        key);
            } catch (DatabaseException e) {
                if (!e.isConstraintViolation()) {
                    throw e;
                }
                db.update(update, text, space, key);
            }
        }
        return before;
    }

    private static String encode(Object value) {
        if (!(value instanceof String || value instanceof List || value instanceof Map)) {
            throw new IllegalArgumentException("PluginSettings stores strings, lists and maps of strings, not "
                    + value.getClass().getName());
        }
        try {
            String text = JSON.writeValueAsString(value);
            if (text.length() > 99_000) {
                throw new IllegalArgumentException("a setting has at most 99000 characters");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object decode(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
