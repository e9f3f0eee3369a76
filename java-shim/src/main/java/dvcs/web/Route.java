package dvcs.web;

import java.util.Optional;

/**
 * One method of one path. A segment {@code {id}} takes a positive number, {@code {key}} any text; there is at most one
 * of them, and the handler gets it.
 */
record Route(String method, String pattern, Access access, Handler handler) {
    /** Who may call. */
    enum Access { ADMINISTRATOR, ANYONE_WHO_SEES_THE_ISSUE, ANYONE }

    interface Handler {
        Answer answer(Call call, String argument);
    }

    /** The text at the pattern's placeholder (empty without one), or nothing when the path is another. */
    Optional<String> match(String path) {
        String[] want = pattern.split("/");
        String[] have = path.split("/", -1);
        if (want.length != have.length) {
            return Optional.empty();
        }
        String argument = "";
        for (int i = 0; i < want.length; i++) {
            if (want[i].startsWith("{")) {
                if (have[i].isEmpty() || want[i].equals("{id}") && !isId(have[i])) {
                    return Optional.empty();
                }
                argument = have[i];
            } else if (!want[i].equals(have[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(argument);
    }

    private static boolean isId(String text) {
        return text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
