package dvcs.store;

import dvcs.api.RepositoryFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which repositories of an account a list shows. */
public record RepositorySearch(int accountId, RepositoryFilter filter, String text) {
    /** To follow {@code FROM <REPOSITORY>}; takes {@link #parameters}. */
    String where() {
        return " WHERE [ACCOUNT_ID] = ? AND LOWER([PATH]) LIKE ? ESCAPE '!'" + switch (filter) {
            case ALL -> "";
            case NEW -> " AND [GONE_AT] = 0 AND [GENERATION] = 0 AND [LINKED] = ?";
            case SYNCED -> " AND [GONE_AT] = 0 AND [STATE] = 'SYNCED' AND [LINKED] = ?";
            case FAILED -> " AND [GONE_AT] = 0 AND [STATE] = 'FAILED' AND [LINKED] = ?";
            case HELD -> " AND [GONE_AT] = 0 AND [HELD_MISSING] > 0 AND [HELD_DECISION] = 'OPEN'";
            case GONE -> " AND [GONE_AT] <> 0";
            case UNLINKED -> " AND [GONE_AT] = 0 AND [LINKED] = ?";
        };
    }

    Object[] parameters() {
        List<Object> all = new ArrayList<>(List.of(accountId, pattern(text)));
        switch (filter) {
            case NEW, SYNCED, FAILED -> all.add(true);
            case UNLINKED -> all.add(false);
            case ALL, HELD, GONE -> { }
        }
        return all.toArray();
    }

    /** For LIKE with the escape {@code !}. */
    static String pattern(String text) {
        String literal = text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + literal + "%";
    }
}
