package dvcs.devhost.ao;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.java.ao.RawEntity;
import net.java.ao.schema.AutoIncrement;
import net.java.ao.schema.Default;
import net.java.ao.schema.Ignore;
import net.java.ao.schema.Index;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.Indexes;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.PrimaryKey;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/**
 * What an entity interface says about its table. References and relations (OneToMany, ManyToMany) are not understood
 * and refused.
 */
record EntityTable(Class<?> type, String name, List<Column> columns, List<Composite> composites) {
    private static final Set<Class<?>> SIMPLE = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            boolean.class,
            Boolean.class,
            double.class,
            Double.class,
            String.class,
            Date.class);
    private static final Set<String> RESERVED = Set.of("BLOB", "CLOB", "NUMBER", "ROWID", "TIMESTAMP", "VARCHAR2");

    record Column(
            String name,
            String property,
            Class<?> javaType,
            int length,
            boolean primary,
            boolean serial,
            boolean notNull,
            boolean unique,
            boolean indexed,
            String defaultValue) {}

    record Composite(String name, List<String> columns) {}

    static EntityTable read(Class<?> type, String prefix) {
        if (!type.isInterface() || !RawEntity.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " is no Active Objects entity: an interface that extends Entity or RawEntity");
        }
        Table table = type.getAnnotation(Table.class);
        String name = AoNames.checked(
                prefix + '_' + AoNames.underscored(table == null ? type.getSimpleName() : table.value()), "table");
        Map<String, List<Method>> properties = new LinkedHashMap<>();
        List.of(type.getMethods()).stream()
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> {
                    String property = property(method);
                    if (property != null && !method.isAnnotationPresent(Ignore.class)) {
                        properties
                                .computeIfAbsent(property, p -> new ArrayList<>())
                                .add(method);
                    }
                });
        List<Column> columns = new ArrayList<>();
        properties.forEach((property, methods) -> columns.add(column(type, property, methods)));
        // The key first; the order of the others is theirs by name, since reflection has none.
        columns.sort(Comparator.comparing((Column c) -> !c.primary()).thenComparing(Column::name));
        if (columns.stream().noneMatch(Column::primary)) {
            throw new IllegalArgumentException(type.getName() + " has no @PrimaryKey");
        }
        return new EntityTable(type, name, List.copyOf(columns), composites(type));
    }

    /** {@code getID} and {@code setX}, {@code isX}: null for anything else. */
    static String property(Method method) {
        String name = method.getName();
        if (method.getDeclaringClass() == RawEntity.class || method.isDefault()) {
            return null;
        }
        for (String start : List.of("get", "set", "is")) {
            if (name.startsWith(start)
                    && name.length() > start.length()
                    && method.getParameterCount() == (start.equals("set") ? 1 : 0)) {
                return name.substring(start.length());
            }
        }
        throw new IllegalArgumentException(method + " is neither getter nor setter, and has no @Ignore");
    }

    private static Column column(Class<?> type, String property, List<Method> methods) {
        Method first = methods.get(0);
        Class<?> javaType = first.getParameterCount() == 1 ? first.getParameterTypes()[0] : first.getReturnType();
        if (!SIMPLE.contains(javaType) && !javaType.isEnum()) {
            throw new IllegalArgumentException(
                    type.getName() + "." + property + " has a type that the host does not map: " + javaType.getName());
        }
        String name = AoNames.checked(AoNames.underscored(property), "column");
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    type.getName() + "." + property + ": " + name + " is reserved in Active Objects");
        }
        StringLength length = annotation(methods, StringLength.class);
        Default value = annotation(methods, Default.class);
        int characters = length == null ? 255 : length.value();
        if (characters > StringLength.MAX_LENGTH) {
            throw new IllegalArgumentException(type.getName() + "." + property + ": @StringLength above "
                    + StringLength.MAX_LENGTH + " is not portable");
        }
        return new Column(
                name,
                property,
                javaType,
                characters,
                annotation(methods, PrimaryKey.class) != null,
                annotation(methods, AutoIncrement.class) != null,
                annotation(methods, NotNull.class) != null,
                annotation(methods, Unique.class) != null,
                annotation(methods, Indexed.class) != null,
                value == null ? null : value.value());
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(List<Method> methods, Class<A> type) {
        return methods.stream()
                .map(m -> m.getAnnotation(type))
                .filter(a -> a != null)
                .findFirst()
                .orElse(null);
    }

    private static List<Composite> composites(Class<?> type) {
        List<Composite> found = new ArrayList<>();
        Indexes indexes = type.getAnnotation(Indexes.class);
        Index single = type.getAnnotation(Index.class);
        List<Index> all = indexes != null ? List.of(indexes.value()) : single != null ? List.of(single) : List.of();
        for (Index index : all) {
            List<String> columns = new ArrayList<>();
            for (String method : index.methodNames()) {
                columns.add(AoNames.underscored(method.replaceFirst("^(get|set|is)", "")));
            }
            found.add(new Composite(index.name(), columns));
        }
        return found;
    }
}
