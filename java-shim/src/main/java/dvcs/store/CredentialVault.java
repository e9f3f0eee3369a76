package dvcs.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts credentials for the database: AES-256-GCM, with the account's id as associated data, so that a row can't be
 * moved to another account. The key lies in the shared home, readable by Jira's user only: a stolen database or backup
 * of it alone gives nothing away.
 */
public final class CredentialVault {
    private static final String VERSION = "1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public CredentialVault(Path sharedHome) {
        this.file = sharedHome.resolve("dvcs-connector").resolve("credentials.key");
    }

    /** The credential can't be read; the message says what to do. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Exception cause) {
            super(message, cause);
        }
    }

    public String encrypt(int accountId, String credential) throws IOException {
        return encrypt("account:" + accountId, credential);
    }

    public String decrypt(int accountId, String stored) throws Unreadable {
        return decrypt("account:" + accountId, stored, "access token", "Enter the token again.");
    }

    /** Bound to another purpose than the token: neither can be put in the other's place. */
    public String encryptHookSecret(int accountId, String secret) throws IOException {
        return encrypt("hook:" + accountId, secret);
    }

    public String decryptHookSecret(int accountId, String stored) throws Unreadable {
        return decrypt("hook:" + accountId, stored, "secret of the webhooks", "It is made anew.");
    }

    /** What else is kept, each bound to its purpose and its owner. */
    public enum Purpose {
        REFRESH_TOKEN("refresh", "authorisation", "Authorise the account again."),
        CLIENT_SECRET("client", "secret of the application", "Enter the secret of the client configuration again."),
        VERIFIER("flow", "proof of an authorisation", "Begin again.");

        private final String owner;
        private final String what;
        private final String remedy;

        Purpose(String owner, String what, String remedy) {
            this.owner = owner;
            this.what = what;
            this.remedy = remedy;
        }
    }

    public String encrypt(Purpose purpose, Object id, String secret) throws IOException {
        return encrypt(purpose.owner + ":" + id, secret);
    }

    public String decrypt(Purpose purpose, Object id, String stored) throws Unreadable {
        return decrypt(purpose.owner + ":" + id, stored, purpose.what, purpose.remedy);
    }

    private String encrypt(String owner, String credential) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(true), nonce, owner)
                    .doFinal(credential.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return VERSION + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no AES-256-GCM", e);
        }
    }

    private String decrypt(String owner, String stored, String what, String remedy) throws Unreadable {
        try {
            if (!stored.startsWith(VERSION)) {
                throw new GeneralSecurityException("unknown format");
            }
            byte[] all = Base64.getDecoder().decode(stored.substring(VERSION.length()));
            if (all.length <= NONCE_BYTES) {
                throw new GeneralSecurityException("too short");
            }
            byte[] nonce = java.util.Arrays.copyOf(all, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key(false), nonce, owner)
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new Unreadable("The key file " + file + " is missing, so the stored " + what + " can't be read. "
                    + "Restore the file if you can. " + remedy, e);
        } catch (IOException e) {
            throw new Unreadable("The key file " + file + " can't be read (" + e.getMessage() + ").", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unreadable("The stored " + what + " was not encrypted with this Jira's key file (" + file
                    + ") or was changed. " + remedy, e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] key(boolean create) throws IOException {
        if (create && !Files.exists(file)) {
            createKey();
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(Files.readString(file).trim());
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds no key", e);
        }
        if (key.length != KEY_BYTES) {
            throw new IOException("it holds no key of 256 bits");
        }
        return key;
    }

    // Two nodes may come here at once: the key is written aside and linked, which fails for the second one.
    private void createKey() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Files.createDirectories(file.getParent());
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(file.getParent(), "new-", ".key", ownerOnly);
        try {
            Files.writeString(fresh, Base64.getEncoder().encodeToString(key));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // the other node's key is as good
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
