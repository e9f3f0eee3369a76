package dvcs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A history of commit objects that no porcelain writes: each is made from its bytes. */
final class OddCommits {
    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");
    private static final String PERSON = "Ada Berg <ada@example.com> 1700000000 +0100";

    private final Path gitDir;
    private final String tree;

    private OddCommits(Path gitDir) throws IOException {
        this.gitDir = gitDir;
        this.tree = written("tree", new byte[0]);
    }

    /** A bare repository whose branch main holds them all. */
    static Path repository(Path gitDir) throws IOException {
        Histories.git(gitDir.getParent(), "init", "-q", "--bare", "--initial-branch=main", gitDir.toString());
        String head = new OddCommits(gitDir).all();
        Histories.git(gitDir, "update-ref", "refs/heads/main", head);
        return gitDir;
    }

    private String all() throws IOException {
        String latin = "Jörg <joerg@example.com> 1700000000 +0100";
        String head = commit(List.of(), latin, "ISO-8859-1", "KEY-1 Grüße\n", StandardCharsets.ISO_8859_1);
        head = commit(List.of(head), "日本 <nihon@example.com> 1700000000 +0900", "Shift_JIS", "KEY-2 日本語\n", SHIFT_JIS);
        head = commit(List.of(head), PERSON, null, "KEY-3 before\0and after KEY-33\n", StandardCharsets.UTF_8);
        head = commit(List.of(head), "Nobody <> 1700000000 +0000", null, "KEY-4 nobody's\n", StandardCharsets.UTF_8);
        head = commit(List.of(head), "Ada Berg <ada@example.com> 0 +0000", null, "KEY-5 the first second\n", StandardCharsets.UTF_8);
        head = commit(List.of(head), "Ada Berg <ada@example.com> 4294967295 +0545", null, "KEY-6 the last of 32 bits\n", StandardCharsets.UTF_8);
        List<String> arms = new ArrayList<>(List.of(head));
        for (int arm = 1; arm < 20; arm++) {
            arms.add(commit(List.of(head), PERSON, null, "arm " + arm, StandardCharsets.UTF_8));
        }
        head = commit(arms, PERSON, null, "KEY-7 twenty parents\n", StandardCharsets.UTF_8);
        String last = " KEY-9\n";
        String start = "KEY-8 a long story\n\n";
        String filler = "word ".repeat(1 << 18).substring(0, (1 << 20) - start.length() - last.length());
        return commit(List.of(head), PERSON, null, start + filler + last, StandardCharsets.UTF_8);
    }

    private String commit(List<String> parents, String person, String encoding, String message, Charset charset) throws IOException {
        StringBuilder text = new StringBuilder("tree " + tree + "\n");
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        text.append("author ").append(person).append("\ncommitter ").append(person).append('\n');
        text.append(encoding == null ? "" : "encoding " + encoding + "\n").append('\n').append(message);
        return written("commit", text.toString().getBytes(charset));
    }

    /** {@code --literally}: git would refuse the NUL. */
    private String written(String type, byte[] content) throws IOException {
        Process process = new ProcessBuilder("git", "-C", gitDir.toString(), "hash-object", "-w", "--literally", "-t", type, "--stdin")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(content);
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
