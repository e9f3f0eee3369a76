package dvcs.web;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Constants of the API, written as in its answers. */
final class Constants {
    private Constants() {}

    /** {@code where}: field or parameter. */
    static <E extends Enum<E>> E named(Class<E> type, String value, String where, String name) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(value)) {
                return each;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        throw new Refusal(400, "The " + where + " “" + name + "” must be one of " + known + ".", name);
    }
}
