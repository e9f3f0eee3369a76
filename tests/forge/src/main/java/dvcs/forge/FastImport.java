package dvcs.forge;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a history as {@code git fast-import} reads it (git's Documentation/git-fast-import.txt). Marks are the numbers
 * of the commits, from 1.
 */
final class FastImport {
    /** A line "name <mail> seconds offset" as it stands in the commit. */
    record Signature(String name, String mail, long seconds, String offset) {
        byte[] bytes(String encoding) {
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return (name + " <" + mail + "> " + seconds + " " + offset).getBytes(charset);
        }
    }

    private final OutputStream out;
    private int marks;

    FastImport(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    /** Makes a bare repository from what {@code writer} writes, ready to be served with filters. */
    interface Writer {
        void write(FastImport history) throws IOException;
    }

    static void create(Path gitDir, String defaultBranch, Writer writer) {
        Git.text(null, "init", "--quiet", "--bare", "--initial-branch=" + defaultBranch, gitDir.toString());
        for (String setting : List.of("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack")) {
            Git.text(gitDir, "config", setting, "true");
        }
        Git.bytes(gitDir, out -> {
            FastImport history = new FastImport(out);
            writer.write(history);
            history.out.flush();
        }, "-c", "core.bigFileThreshold=512m", "fast-import", "--quiet", "--date-format=raw-permissive", "--force");
        if (!Git.text(gitDir, "for-each-ref").isEmpty()) {
            Git.text(gitDir, "repack", "--quiet", "-a", "-d", "-b");
        }
    }

    int commit(String ref, Signature author, Signature committer, byte[] message, String encoding, List<Integer> parents)
            throws IOException {
        return commit(ref, author, committer, message, encoding, parents, Map.of());
    }

    /** {@code files}: content by path, added to those of the first parent. */
    int commit(String ref, Signature author, Signature committer, byte[] message, String encoding, List<Integer> parents,
            Map<String, String> files) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        put(text, "commit " + ref + "\nmark :" + ++marks + "\nauthor ");
        text.write(author.bytes(encoding));
        put(text, "\ncommitter ");
        text.write(committer.bytes(encoding));
        put(text, encoding == null ? "\n" : "\nencoding " + encoding + "\n");
        put(text, "data " + message.length + "\n");
        text.write(message);
        put(text, "\n");
        for (int i = 0; i < parents.size(); i++) {
            put(text, (i == 0 ? "from :" : "merge :") + parents.get(i) + "\n");
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            int size = file.getValue().getBytes(StandardCharsets.UTF_8).length;
            put(text, "M 100644 inline " + file.getKey() + "\ndata " + size + "\n" + file.getValue() + "\n");
        }
        put(text, "\n");
        out.write(text.toByteArray());
        return marks;
    }

    void reset(String ref, int mark) throws IOException {
        put(out, "reset " + ref + "\nfrom :" + mark + "\n\n");
    }

    /** A history without parents begins anew on this reference. */
    void orphan(String ref) throws IOException {
        put(out, "reset " + ref + "\n\n");
    }

    private static void put(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
