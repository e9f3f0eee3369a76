package dvcs.devhost.plugin;

/**
 * Patterns of the servlet specification: exact, {@code /prefix/*}, {@code *.extension}; {@code *} alone and {@code /*}
 * match all.
 */
final class UrlPattern {
    private UrlPattern() {}

    static boolean matches(String pattern, String path) {
        if (pattern.equals("*") || pattern.equals("/*")) {
            return true;
        }
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : path.equals(pattern);
    }
}
