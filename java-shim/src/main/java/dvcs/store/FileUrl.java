package dvcs.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a commit's page shows one of its files, which no API answers: the anchor is the SHA-1 of the path. */
final class FileUrl {
    private FileUrl() {}

    static String of(String commitUrl, String path) {
        if (commitUrl.isEmpty()) {
            return "";
        }
        // GitLab's pages have "/-/commit/" (and had none before 12): there the anchor stands alone; Gitea's has a prefix.
        return commitUrl + (commitUrl.contains("/-/commit/") ? "#" : "#diff-") + sha1(path);
    }

    private static String sha1(String path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(path.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has SHA-1
        }
    }
}
