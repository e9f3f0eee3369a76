package dvcs.devhost.ao;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.activeobjects.external.ActiveObjectsModuleMetaData;
import com.atlassian.sal.api.transaction.TransactionCallback;
import dvcs.devhost.ao.EntityTable.Column;
import dvcs.devhost.db.Database;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.java.ao.DBParam;
import net.java.ao.Query;
import net.java.ao.RawEntity;

/**
 * A plugin's Active Objects: creates the tables of its {@code ao} module and answers create, get, find, count and
 * delete with plain SQL. No entity cache, no relations, no upgrade tasks, no transaction ({@code executeInTransaction}
 * refuses). As in Jira nothing works before the plugin is enabled ("never during bundle start", jira-platform.md 2.9
 * [D]), and a plugin that never imports this type gets no tables [S].
 */
public final class HostActiveObjects implements ActiveObjects {
    private final Database db;
    private final String prefix;
    private final Map<Class<?>, EntityTable> tables = new LinkedHashMap<>();
    private volatile boolean initialized;

    public HostActiveObjects(Database db, String namespace) {
        this.db = db;
        this.prefix = AoNames.prefix(namespace);
    }

    /** Called when the plugin is enabled, before its {@code onStart}. */
    public void initialize(List<Class<?>> entities) {
        entities.forEach(e -> tables.put(e, EntityTable.read(e, prefix)));
        new AoSchema(db).migrate(List.copyOf(tables.values()));
        initialized = true;
    }

    private EntityTable table(Class<?> type) {
        if (!initialized) {
            throw new IllegalStateException(
                    "Active Objects is used before the plugin is enabled; wait for LifecycleAware.onStart.");
        }
        EntityTable table = tables.get(type);
        if (table == null) {
            throw new IllegalArgumentException(type.getName() + " is not named in the plugin's <ao> module");
        }
        return table;
    }

    @Override
    public <T extends RawEntity<K>, K> T create(Class<T> type, DBParam... params) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (DBParam param : params) {
            values.put(param.getField(), param.getValue());
        }
        return create(type, values);
    }

    @Override
    public <T extends RawEntity<K>, K> T create(Class<T> type, Map<String, Object> params) {
        EntityTable table = table(type);
        Object key = EntityRow.insert(db, table, params);
        return find(type, Query.select().where('"' + key(table).name() + "\" = ?", key))[0];
    }

    @Override
    public <T extends RawEntity<K>, K> T get(Class<T> type, K key) {
        T[] found = find(type, Query.select().where('"' + key(table(type)).name() + "\" = ?", key));
        return found.length == 0 ? null : found[0];
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("unchecked")
    public final <T extends RawEntity<K>, K> T[] get(Class<T> type, K... keys) {
        List<T> found = new ArrayList<>();
        for (K key : keys) {
            found.add(get(type, key));
        }
        return found.toArray((T[]) Array.newInstance(type, 0));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type) {
        return find(type, Query.select());
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type, String criteria, Object... parameters) {
        return find(type, Query.select().where(criteria, parameters));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends RawEntity<K>, K> T[] find(Class<T> type, Query query) {
        EntityTable table = table(type);
        String columns = table.columns().stream().map(c -> '"' + c.name() + '"').collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + db.table(table.name())
                + (query.getWhereClause() == null ? "" : " WHERE " + query.getWhereClause())
                + (query.getOrderClause() == null ? "" : " ORDER BY " + query.getOrderClause())
                + (query.getLimit() < 0 ? "" : " LIMIT " + query.getLimit())
                + (query.getOffset() < 0 ? "" : " OFFSET " + query.getOffset());
        List<T> found = db.query(sql, row -> type.cast(EntityRow.read(db, table, row)), query.getWhereParams());
        return found.toArray((T[]) Array.newInstance(type, 0));
    }

    @Override
    public <K> int count(Class<? extends RawEntity<K>> type) {
        return db.one("SELECT COUNT(*) FROM " + db.table(table(type).name()), r -> r.getInt(1))
                .orElseThrow();
    }

    @Override
    public void delete(RawEntity<?>... entities) {
        for (RawEntity<?> entity : entities) {
            EntityRow.of(entity).delete();
        }
    }

    @Override
    public <T> T executeInTransaction(TransactionCallback<T> callback) {
        throw new UnsupportedOperationException(
                "The host's Active Objects have no transactions: write through TransactionalExecutorFactory.");
    }

    @Override
    public ActiveObjectsModuleMetaData moduleMetaData() {
        return new ActiveObjectsModuleMetaData() {
            @Override
            public void awaitInitialization() {
                if (!initialized) {
                    throw new IllegalStateException(
                            "Active Objects is awaited before the plugin is enabled: that would never end in Jira.");
                }
            }

            @Override
            public boolean isInitialized() {
                return initialized;
            }
        };
    }

    private static Column key(EntityTable table) {
        return table.columns().stream().filter(Column::primary).findFirst().orElseThrow();
    }
}
