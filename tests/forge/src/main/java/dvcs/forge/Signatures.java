package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What GitLab says about a commit's signature, SSH only: verified when the key's owner has confirmed the committer's address
 * (lib/gitlab/ssh/signature.rb). Git itself does the mathematics, with OpenSSH's ssh-keygen. Thread-safe.
 */
final class Signatures {
    private final List<Key> keys = new CopyOnWriteArrayList<>();

    private record Key(String email, String publicKey) {}

    /** A key in the settings of a user who has confirmed this one address. {@code publicKey}: type and base64. */
    void register(String email, String publicKey) {
        keys.add(new Key(email, publicKey));
    }

    Answer answer(Project project, GitCommit commit) {
        if (!Git.text(project.gitDir, "cat-file", "commit", commit.sha()).split("\n\n", 2)[0].contains("\ngpgsig ")) {
            return Answer.notFound("Signature");
        }
        String signer = signer(project.gitDir, commit.sha());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("signature_type", "SSH");
        json.put("verification_status", signer.isEmpty() ? "unknown_key" : signer.equals(commit.committerEmail()) ? "verified" : "other_user");
        json.put("key", keys.stream().filter(key -> key.email().equals(signer)).findFirst().map(Signatures::render).orElse(null));
        json.put("commit_source", "gitaly");
        return Answer.ok(json);
    }

    private static Map<String, Object> render(Key key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", 11);
        json.put("title", "Key");
        json.put("created_at", "2026-01-01T00:00:00.000Z");
        json.put("expires_at", null);
        json.put("last_used_at", null);
        json.put("key", key.publicKey());
        json.put("usage_type", "auth_and_signing");
        return json;
    }

    /** Whose registered key made it; empty: nobody's, or it does not fit the commit. */
    private String signer(Path gitDir, String sha) {
        try {
            Path allowed = Files.createTempFile("dvcs-forge-keys", "");
            try {
                Files.write(allowed, keys.stream().map(key -> key.email() + " namespaces=\"git\" " + key.publicKey()).toList(), StandardCharsets.UTF_8);
                String[] said = Git.text(gitDir, "-c", "gpg.ssh.allowedSignersFile=" + allowed, "log", "-1", "--format=%G?%n%GS", sha).split("\n");
                return said[0].equals("G") && said.length > 1 ? said[1].strip() : "";
            } finally {
                Files.delete(allowed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
