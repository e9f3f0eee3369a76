package dvcs.plugin;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How issue keys are recognised (house plan, section Grammar): {@code underscore} as Jira's pattern for project keys says,
 * {@code lowerCase} as the system property says.
 */
record Grammar(boolean lowerCase, boolean underscore) {
    /** System property: true also finds keys that are written in lower case. */
    static final String LOWER_CASE = "dvcs.keys.lowercase";
    private static final Logger LOG = LoggerFactory.getLogger(Grammar.class);
    /** Of the grammar itself; a change schedules a rescan of what was read with another. */
    private static final int VERSION = 1;
    /** Project keys with an underscore, as patterns of many shapes may allow them. */
    private static final List<String> UNDERSCORED = List.of("A_B", "AB_C", "AB_CD", "ABC_DEF", "A_1", "AB_12", "AB1_2C", "A_", "AB_");

    /** {@code pattern}: Jira's jira.projectkey.pattern; null or empty: its default, which knows capital letters only. */
    static Grammar of(String pattern) {
        return new Grammar(Boolean.getBoolean(LOWER_CASE), pattern != null && allowsUnderscore(pattern));
    }

    private static boolean allowsUnderscore(String pattern) {
        try {
            Pattern keys = Pattern.compile(pattern);
            return UNDERSCORED.stream().anyMatch(key -> keys.matcher(key).matches());
        } catch (PatternSyntaxException e) {
            LOG.warn("Jira's pattern for project keys can't be read, so keys are looked for without underscore: {}", e.getMessage());
            return false;
        }
    }

    /** Differs for every combination of version and switches. */
    int version() {
        return VERSION * 4 + (lowerCase ? 2 : 0) + (underscore ? 1 : 0);
    }
}
