package dvcs.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request as the API sees it, without servlet types.
 *
 * @param path below {@code api/1/}, decoded, without a slash at either end
 * @param query the first value of each parameter
 * @param body at most {@link Body#MAX_BYTES}
 * @param user the key of the one who asks; empty: nobody is logged in
 */
record Call(String method, String path, Map<String, String> query, byte[] body, String user) {
    String text(String name) {
        return query.getOrDefault(name, "").strip();
    }

    boolean flag(String name) {
        String value = text(name);
        return switch (value) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new Refusal(400, "The parameter “" + name + "” must be true or false.", name);
        };
    }

    /** One of an enum's constants, in lower case. */
    <E extends Enum<E>> E constant(String name, E otherwise) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        for (E each : all) {
            if (written(each).equals(value)) {
                return each;
            }
        }
        String known = Arrays.stream(all).map(Call::written).collect(Collectors.joining(", "));
        throw new Refusal(400, "The parameter “" + name + "” must be one of " + known + ".", name);
    }

    /** One of an enum's constants by its name; null when the parameter is missing. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String value = text(name);
        return value.isEmpty() ? null : Constants.named(type, value, "parameter", name);
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    int number(String name, int otherwise, int least, int most) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new Refusal(400, "The parameter “" + name + "” must be a number from " + least + " to " + most + ".", name);
    }
}
