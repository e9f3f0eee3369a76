package dvcs.forge;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class Urls {
    private Urls() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** "/gitlab" of "https://host/gitlab"; empty at the root. */
    static String path(String url) {
        String path = java.net.URI.create(url).getPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** A branch name within a path: slashes stay. */
    static String encodePath(String text) {
        return encode(text).replace("%2F", "/");
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Decoded segments of an encoded path; {@code %2F} stays within its segment. */
    static List<String> segments(String encodedPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : encodedPath.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment));
            }
        }
        return segments;
    }
}
