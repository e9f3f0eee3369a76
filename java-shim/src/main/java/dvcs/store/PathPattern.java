package dvcs.store;

import java.util.Arrays;
import java.util.Locale;

/**
 * A pattern for paths of repositories: {@code *} within a segment, {@code **} for whole segments. Matching goes back to the last asterisk
 * only, so it takes at most as many steps as path and pattern are long, multiplied, whatever the pattern.
 */
final class PathPattern {
    private static final String ANY = "**";
    private static final String[] NO_PATH = {"?", "[", "]", "{", "}", "!", "\\", "#"};

    private final String text;
    private final String[] segments;

    private PathPattern(String text, String[] segments) {
        this.text = text;
        this.segments = segments;
    }

    /** {@code line}: without surrounding blanks. @throws IllegalArgumentException with what is wrong, as the end of a sentence */
    static PathPattern parse(String line) {
        if (line.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a path has no blanks. Write one pattern a line.");
        }
        for (String sign : NO_PATH) {
            if (line.contains(sign)) {
                throw new IllegalArgumentException("“" + sign + "” has no meaning in a pattern. Only * and ** stand for something.");
            }
        }
        String path = (line.endsWith("/") ? line + ANY : line).replaceFirst("^/", "").toLowerCase(Locale.ROOT);
        String[] segments = path.split("/", -1);
        if (Arrays.asList(segments).contains("")) {
            throw new IllegalArgumentException("there is nothing between two slashes.");
        }
        for (String segment : segments) {
            if (segment.contains(ANY) && !segment.equals(ANY)) {
                throw new IllegalArgumentException("** stands alone between slashes, as in group/**/name. Within a name write *.");
            }
        }
        return new PathPattern(line, segments);
    }

    /** {@code path}: in lower case, split at its slashes. */
    boolean matches(String[] path) {
        int at = 0;
        int of = 0;
        int star = -1;
        int from = 0;
        while (at < path.length) {
            if (of < segments.length && segments[of].equals(ANY)) {
                star = of++;
                from = at;
            } else if (of < segments.length && matches(segments[of], path[at])) {
                of++;
                at++;
            } else if (star >= 0) {
                of = star + 1;
                at = ++from;
            } else {
                return false;
            }
        }
        while (of < segments.length && segments[of].equals(ANY)) {
            of++;
        }
        return of == segments.length;
    }

    private static boolean matches(String pattern, String name) {
        int at = 0;
        int of = 0;
        int star = -1;
        int from = 0;
        while (at < name.length()) {
            if (of < pattern.length() && pattern.charAt(of) == '*') {
                star = of++;
                from = at;
            } else if (of < pattern.length() && pattern.charAt(of) == name.charAt(at)) {
                of++;
                at++;
            } else if (star >= 0) {
                of = star + 1;
                at = ++from;
            } else {
                return false;
            }
        }
        while (of < pattern.length() && pattern.charAt(of) == '*') {
            of++;
        }
        return of == pattern.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
