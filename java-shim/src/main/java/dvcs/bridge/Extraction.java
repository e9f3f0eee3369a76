package dvcs.bridge;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Copies the library out of the jar, checks it, loads it and deletes the copy. Each load has a folder of its own: one
 * path can be loaded by one class loader only, and an update of the plugin is a new class loader.
 */
final class Extraction {
    private static final Duration STALE = Duration.ofHours(1);

    private Extraction() {}

    static void run(ClassLoader jar, String resource, byte[] sha256, Path root, Consumer<Path> load) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectories(root);
        } catch (FileSystemException e) {
            throw new IOException("the folder " + root + " can't be created (" + e.getReason() + "). Name another with -D"
                    + NativeLibrary.FOLDER_PROPERTY + "=FOLDER.", e);
        }
        sweep(root);
        Path folder = Files.createTempDirectory(root, "load-", ownerOnly);
        Path copy = folder.resolve(NativeManifest.LIBRARY);
        try {
            byte[] found = copy(jar, resource, copy);
            if (!Arrays.equals(sha256, found)) {
                throw new IOException("the native library in the jar is damaged (" + resource
                        + " has another SHA-256 than its manifest says). Install the plugin's jar again.");
            }
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-x------"));
            load(copy, load);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    private static byte[] copy(ClassLoader jar, String resource, Path target) throws IOException {
        try (InputStream in = jar.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the jar lacks " + resource + ", which its manifest names. Install the plugin's jar again.");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var out = new DigestOutputStream(Files.newOutputStream(target, CREATE_NEW), digest)) {
                in.transferTo(out);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has SHA-256
        }
    }

    private static void load(Path copy, Consumer<Path> load) throws IOException {
        try {
            load.accept(copy);
        } catch (UnsatisfiedLinkError e) {
            // The owner has the x permission, so a refusal to map code means that the file system is mounted noexec.
            if (!Files.isExecutable(copy) || String.valueOf(e.getMessage()).contains("failed to map segment")) {
                throw new IOException("the folder " + copy.getParent().getParent() + " is on a file system mounted noexec. "
                        + "Name a folder that allows it with -D" + NativeLibrary.FOLDER_PROPERTY + "=FOLDER.", e);
            }
            throw e;
        }
    }

    /** Removes what a crash between extraction and deletion left behind. */
    private static void sweep(Path root) throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(STALE));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(root, "load-*")) {
            for (Path folder : old) {
                if (Files.getLastModifiedTime(folder).compareTo(limit) < 0) {
                    Files.deleteIfExists(folder.resolve(NativeManifest.LIBRARY));
                    Files.deleteIfExists(folder);
                }
            }
        }
    }
}
