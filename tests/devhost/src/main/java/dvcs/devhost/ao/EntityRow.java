package dvcs.devhost.ao;

import dvcs.devhost.ao.EntityTable.Column;
import dvcs.devhost.db.Database;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.java.ao.RawEntity;

/** One row behind an entity interface; setters are kept until {@code save()}, as in Active Objects. Not thread-safe. */
final class EntityRow implements InvocationHandler {
    private final Database db;
    private final EntityTable table;
    private final Map<String, Object> values;
    private final Map<String, Object> changed = new LinkedHashMap<>();

    private EntityRow(Database db, EntityTable table, Map<String, Object> values) {
        this.db = db;
        this.table = table;
        this.values = values;
    }

    static Object read(Database db, EntityTable table, ResultSet row) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            values.put(column.name(), fromDatabase(row, column));
        }
        Class<?> type = table.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new EntityRow(db, table, values));
    }

    static EntityRow of(RawEntity<?> entity) {
        return (EntityRow) Proxy.getInvocationHandler(entity);
    }

    /** @return the new key */
    static Object insert(Database db, EntityTable table, Map<String, Object> params) {
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        params.forEach((name, value) -> {
            names.add('"' + name + '"');
            values.add(toDatabase(value));
        });
        String sql = "INSERT INTO " + db.table(table.name())
                + (names.isEmpty()
                        ? " DEFAULT VALUES"
                        : " (" + String.join(", ", names) + ") VALUES (" + "?, ".repeat(names.size() - 1) + "?)");
        Column key = table.columns().get(0);
        try (Connection connection = db.connection();
                PreparedStatement statement = connection.prepareStatement(sql, new String[] {key.name()})) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getObject(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A row of " + table.name() + " cannot be created: " + e.getMessage(), e);
        }
    }

    void delete() {
        Column key = table.columns().get(0);
        db.update(
                "DELETE FROM " + db.table(table.name()) + " WHERE \"" + key.name() + "\" = ?", values.get(key.name()));
    }

    private void save() {
        Column key = table.columns().get(0);
        changed.forEach((name, value) -> db.update(
                "UPDATE " + db.table(table.name()) + " SET \"" + name + "\" = ? WHERE \"" + key.name() + "\" = ?",
                toDatabase(value),
                values.get(key.name())));
        values.putAll(changed);
        changed.clear();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "save":
                save();
                return null;
            case "hashCode":
                return values.get(table.columns().get(0).name()).hashCode();
            case "equals":
                return proxy == arguments[0];
            case "toString":
                return table.name() + values;
            case "getEntityManager":
                throw new UnsupportedOperationException("getEntityManager");
            default:
                break;
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        Column column = table.columns().stream()
                .filter(c -> c.property().equals(EntityTable.property(method)))
                .findFirst()
                .orElseThrow();
        if (arguments == null) {
            return changed.containsKey(column.name()) ? changed.get(column.name()) : values.get(column.name());
        }
        changed.put(column.name(), arguments[0]);
        return null;
    }

    private static Object toDatabase(Object value) {
        if (value instanceof Date date) {
            return new Timestamp(date.getTime());
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object fromDatabase(ResultSet row, Column column) throws SQLException {
        Class<?> type = column.javaType();
        Object value;
        if (type == String.class) {
            value = row.getString(column.name());
        } else if (type == long.class || type == Long.class) {
            value = row.getLong(column.name());
        } else if (type == boolean.class || type == Boolean.class) {
            value = row.getBoolean(column.name());
        } else if (type == double.class || type == Double.class) {
            value = row.getDouble(column.name());
        } else if (type == Date.class) {
            Timestamp time = row.getTimestamp(column.name());
            value = time == null ? null : new Date(time.getTime());
        } else if (type.isEnum()) {
            String name = row.getString(column.name());
            value = name == null ? null : Enum.valueOf((Class<? extends Enum>) type, name);
        } else {
            value = row.getInt(column.name());
        }
        return row.wasNull() && !type.isPrimitive() ? null : value;
    }
}
