package dvcs.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes outside text fit for a column. */
final class Texts {
    /** Length of a short text column: the most that Active Objects allows on every database. */
    static final int SHORT = 450;

    private Texts() {}

    /** For unlimited columns. PostgreSQL refuses U+0000; empty becomes null, as Oracle reads it anyway. */
    static String of(String text) {
        return text == null || text.isEmpty() ? null : text.replace('\0', '\uFFFD');
    }

    /** Cut at a code-point boundary. */
    static String cut(String text, int length) {
        String clean = of(text);
        if (clean == null || clean.length() <= length) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(length - 1)) ? length - 1 : length;
        return clean.substring(0, end);
    }

    static String cut(String text) {
        return cut(text, SHORT);
    }

    static String orEmpty(String column) {
        return column == null ? "" : column;
    }

    /** For the hash columns that stand in for composite unique constraints, which Active Objects has not. */
    static String hash(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has SHA-256
        }
    }
}
