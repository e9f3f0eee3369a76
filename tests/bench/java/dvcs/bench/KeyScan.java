package dvcs.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar as a {@code java.util.regex}, over a file of messages each ended by a NUL: what a plugin in Java would
 * run. Decoded once before the clock starts, five rounds, the best one counts; prints one JSON line.
 */
public final class KeyScan {
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[0-9]+(?![A-Za-z0-9])");

    private KeyScan() {}

    public static void main(String[] arguments) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        String[] messages = new String(bytes, StandardCharsets.UTF_8).split("\0");
        double best = Double.MAX_VALUE;
        long keys = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            keys = scan(messages);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf("{\"messages\":%d,\"bytes\":%d,\"keys\":%d,\"seconds\":%.6f}%n", messages.length, bytes.length, keys, best);
    }

    private static long scan(String[] messages) {
        long keys = 0;
        for (String message : messages) {
            Set<String> unique = new LinkedHashSet<>();
            for (Matcher matcher = KEY.matcher(message); matcher.find(); ) {
                unique.add(matcher.group());
            }
            keys += unique.size();
        }
        return keys;
    }
}
