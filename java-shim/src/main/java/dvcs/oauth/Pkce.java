package dvcs.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What nobody can guess of an authorisation: its state, and the proof that who exchanges the code has asked for it (RFC 7636). */
final class Pkce {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Pkce() {}

    /** 43 characters that need no escaping. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    static boolean isOne(String text) {
        return text.matches("[A-Za-z0-9_-]{43}");
    }

    /** S256. */
    static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has SHA-256
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
