package dvcs.forge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads git's commit object. Text that is not UTF-8 is converted as GitLab does it (gitlab.md, section 8). */
final class CommitParser {
    private static final Pattern SIGNATURE = Pattern.compile("^(.*?)\\s*<(.*)>\\s*(-?\\d+)?\\s*([+-]\\d+)?\\s*$", Pattern.DOTALL);

    private CommitParser() {}

    static GitCommit parse(String sha, byte[] content) {
        int end = headerEnd(content);
        String header = new String(content, 0, end, StandardCharsets.ISO_8859_1);
        List<String> parents = new ArrayList<>();
        String author = "";
        String committer = "";
        Charset declared = StandardCharsets.UTF_8;
        for (String line : header.split("\n")) {
            int space = line.indexOf(' ');
            String value = space < 0 ? "" : line.substring(space + 1);
            switch (space < 0 ? line : line.substring(0, space)) {
                case "parent" -> parents.add(value);
                case "author" -> author = value;
                case "committer" -> committer = value;
                case "encoding" -> declared = charset(value.strip());
                default -> { }
            }
        }
        Matcher by = signature(author, declared);
        Matcher from = signature(committer, declared);
        int start = Math.min(content.length, end + 1);
        String message = decode(content, start, content.length - start, declared);
        return new GitCommit(sha, List.copyOf(parents), name(by), mail(by), seconds(by), offset(by),
                name(from), mail(from), seconds(from), offset(from), message);
    }

    private static int headerEnd(byte[] content) {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' && (i + 1 == content.length || content[i + 1] == '\n')) {
                return i + 1;
            }
        }
        return content.length;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static Matcher signature(String latin, Charset declared) {
        byte[] raw = latin.getBytes(StandardCharsets.ISO_8859_1);
        Matcher matcher = SIGNATURE.matcher(decode(raw, 0, raw.length, declared));
        return matcher.matches() ? matcher : SIGNATURE.matcher("unknown <> 0 +0000");
    }

    private static String name(Matcher signature) {
        return signature.matches() ? signature.group(1) : "";
    }

    private static String mail(Matcher signature) {
        return signature.matches() ? signature.group(2) : "";
    }

    private static long seconds(Matcher signature) {
        return signature.matches() && signature.group(3) != null ? Long.parseLong(signature.group(3)) : 0;
    }

    private static int offset(Matcher signature) {
        if (!signature.matches() || signature.group(4) == null) {
            return 0;
        }
        int value = Integer.parseInt(signature.group(4));
        return value / 100 * 60 + value % 100;
    }

    /** Valid UTF-8 is kept; else the declared encoding; bytes that it cannot decode become U+FFFD. */
    private static String decode(byte[] bytes, int start, int length, Charset declared) {
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, start, length, declared);
        }
    }
}
