package dvcs.store;

import dvcs.api.ConnectorException;
import dvcs.api.RepositoryRules;
import dvcs.api.RepositoryRules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An account's rules, ready to be asked. Immutable. */
public final class PathRules {
    public static final PathRules NONE = new PathRules(List.of(), List.of());

    private final List<PathPattern> include;
    private final List<PathPattern> exclude;

    private PathRules(List<PathPattern> include, List<PathPattern> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** @throws ConnectorException 400: a pattern is wrong */
    public static PathRules parse(Rules rules) {
        return new PathRules(patterns(rules.include(), "include"), patterns(rules.exclude(), "exclude"));
    }

    public boolean allows(String path) {
        return refusal(path).isEmpty();
    }

    /** Why the repository may not be linked, as the end of a sentence. */
    public Optional<String> refusal(String path) {
        String[] segments = path.toLowerCase(Locale.ROOT).split("/");
        for (PathPattern pattern : exclude) {
            if (pattern.matches(segments)) {
                return Optional.of("the rule “" + pattern + "” of the account excludes it");
            }
        }
        boolean included = include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(segments));
        return included ? Optional.empty() : Optional.of("no rule of the account includes it");
    }

    private static List<PathPattern> patterns(String text, String field) {
        if (text.length() > RepositoryRules.LONGEST) {
            throw new ConnectorException(400, "The list is longer than " + RepositoryRules.LONGEST + " characters.", field);
        }
        String[] lines = text.split("\\r\\n|\\r|\\n");
        if (lines.length > RepositoryRules.MOST_LINES) {
            throw new ConnectorException(400, "The list has " + lines.length + " lines, and at most " + RepositoryRules.MOST_LINES
                    + " are allowed. Use * and ** to say more in one.", field);
        }
        List<PathPattern> patterns = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty()) {
                patterns.add(pattern(line, i + 1, field));
            }
        }
        return List.copyOf(patterns);
    }

    private static PathPattern pattern(String line, int number, String field) {
        if (line.length() > RepositoryRules.LONGEST_LINE) {
            throw new ConnectorException(400, "Line " + number + " is longer than " + RepositoryRules.LONGEST_LINE + " characters.", field);
        }
        try {
            return PathPattern.parse(line);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(400, "Line " + number + ", “" + line + "”: " + e.getMessage(), field);
        }
    }
}
