package dvcs.web;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

/** Writes JSON. Records become objects with the names of their components; nothing else is guessed. */
final class Json {
    private Json() {}

    static String write(Object value) {
        JsonStringWriter out = JsonWriter.string();
        write(out, null, value);
        return out.done();
    }

    /** JSON that may stand inside a script element: no {@code <} is left to end it. */
    static String writeForHtml(Object value) {
        return write(value).replace("<", "\\u003c");
    }

    private static void write(JsonStringWriter out, String key, Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            scalar(out, key, value);
        } else if (value instanceof Enum<?> constant) {
            scalar(out, key, constant.name());
        } else if (value instanceof Collection<?> items) {
            array(out, key, items);
        } else if (value instanceof Map<?, ?> map) {
            begin(out, key);
            map.forEach((name, each) -> write(out, (String) name, each));
            out.end();
        } else if (value instanceof Record fields) {
            begin(out, key);
            for (RecordComponent component : fields.getClass().getRecordComponents()) {
                write(out, component.getName(), read(component, fields));
            }
            out.end();
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void scalar(JsonStringWriter out, String key, Object value) {
        if (key == null) {
            out.value(value);
        } else {
            out.value(key, value);
        }
    }

    private static void array(JsonStringWriter out, String key, Collection<?> items) {
        if (key == null) {
            out.array();
        } else {
            out.array(key);
        }
        items.forEach(item -> write(out, null, item));
        out.end();
    }

    private static void begin(JsonStringWriter out, String key) {
        if (key == null) {
            out.object();
        } else {
            out.object(key);
        }
    }

    private static Object read(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
