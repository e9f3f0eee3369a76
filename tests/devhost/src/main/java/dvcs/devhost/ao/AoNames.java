package dvcs.devhost.ao;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Active Objects' naming: checked against real tables of public plugins (jira-platform.md 2.9; sure for tables, common
 * practice for columns).
 */
final class AoNames {
    static final int MAX_LENGTH = 30;

    private AoNames() {}

    /** {@code AO_} and the last 6 hex digits of the namespace's MD5. */
    static String prefix(String namespace) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(namespace.getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().withUpperCase().formatHex(digest);
            return "AO_" + hex.substring(hex.length() - 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String underscored(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    static String checked(String name, String what) {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " name " + name + " has " + name.length()
                    + " characters; Active Objects allows " + MAX_LENGTH);
        }
        return name;
    }
}
