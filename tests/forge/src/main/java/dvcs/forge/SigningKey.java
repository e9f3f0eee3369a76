package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A committer's SSH key, made by OpenSSH, and commits signed with it. */
public final class SigningKey {
    private final Path file;

    private SigningKey(Path file) {
        this.file = file;
    }

    /** {@code file} is the private half; the public one lies beside it. */
    public static SigningKey make(Path file) {
        try {
            Process process = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file.toString())
                    .redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("ssh-keygen: " + said);
            }
            return new SigningKey(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Type and base64. */
    public String publicKey() {
        try {
            return Files.readString(Path.of(file + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A signed commit upon the branch, which it moves; e-mail addresses are all that names its people. */
    public String commit(Path gitDir, String branch, String author, String committer, String message) {
        return commit(gitDir, branch, author, committer, message, List.of("-S" + file));
    }

    /** The same without a signature. */
    public static String unsigned(Path gitDir, String branch, String author, String committer, String message) {
        return commit(gitDir, branch, author, committer, message, List.of());
    }

    private static String commit(Path gitDir, String branch, String author, String committer, String message, List<String> signing) {
        String ref = "refs/heads/" + branch;
        List<String> command = new ArrayList<>(List.of("-c", "gpg.format=ssh", "-c", "author.name=Somebody", "-c", "author.email=" + author,
                "-c", "committer.name=Somebody", "-c", "committer.email=" + committer, "commit-tree", "-p", ref, "-m", message));
        command.addAll(signing);
        command.add(ref + "^{tree}");
        String sha = Git.text(gitDir, command.toArray(String[]::new)).strip();
        Git.text(gitDir, "update-ref", ref, sha);
        return sha;
    }
}
