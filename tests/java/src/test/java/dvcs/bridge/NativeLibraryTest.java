package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final byte[] CODE = "pretended machine code".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path home;
    private final List<Path> loaded = new ArrayList<>();
    private final ScriptedBoundary natives = new ScriptedBoundary();

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    @AfterEach
    void forget() {
        System.clearProperty(NativeLibrary.PATH_PROPERTY);
        System.clearProperty(NativeLibrary.FOLDER_PROPERTY);
    }

    /** A jar's content as a folder. */
    private ClassLoader jar(String platform, byte[] library, String sha256, String buildId) throws IOException {
        Path jar = Files.createTempDirectory(folder, "jar");
        Path target = jar.resolve("META-INF/native/" + platform + "/libdvcs.so");
        Files.createDirectories(target.getParent());
        Files.write(target, library);
        Files.writeString(jar.resolve("META-INF/native/manifest.properties"),
                String.join("\n", platform + ".file=" + platform + "/libdvcs.so", platform + ".sha256=" + sha256,
                        platform + ".build_id=" + buildId, platform + ".glibc=2.34"));
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private NativeLibrary load(ClassLoader jar, Consumer<Path> load) {
        return NativeLibrary.load(jar, home, load, natives);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(path -> path.toString().contains("load-")).toList();
        }
    }

    @Test
    void extractsToAnOwnersFolderLoadsAndDeletes() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123");
        NativeLibrary library = load(jar, file -> {
            loaded.add(file);
            try {
                assertThat(file).hasBinaryContent(CODE).startsWith(home);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("r-x------");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(library.problem()).isEmpty();
        assertThat(library.loaded()).isTrue();
        assertThat(library.description()).contains("abc123");
        assertThat(loaded).hasSize(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void twoLoadsUseTwoPaths() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123");
        load(jar, loaded::add);
        load(jar, loaded::add);
        assertThat(loaded).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aDamagedFileIsNotLoaded() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), "changed".getBytes(java.nio.charset.StandardCharsets.UTF_8), sha256(CODE), "abc123");
        NativeLibrary library = load(jar, loaded::add);
        assertThat(library.loaded()).isFalse();
        assertThat(library.problem()).contains("damaged").contains("Install the plugin's jar again");
        assertThat(loaded).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void aManifestWithoutADigestIsDamageToo() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, "", "abc123");
        assertThat(load(jar, loaded::add).loaded()).isFalse();
        assertThat(loaded).isEmpty();
    }

    @Test
    void anotherPlatformIsNamed() throws Exception {
        NativeLibrary library = load(jar("plan9-mips", CODE, sha256(CODE), "abc123"), loaded::add);
        assertThat(library.loaded()).isFalse();
        assertThat(library.problem()).contains(NativeManifest.platform()).contains("-Ddvcs.native.path");
    }

    @Test
    void aJarWithoutNativeCodeSaysSo() {
        NativeLibrary library = load(new URLClassLoader(new URL[0], null), loaded::add);
        assertThat(library.loaded()).isFalse();
        assertThat(library.problem()).startsWith("There is no native library for this platform");
    }

    @Test
    void noexecIsDiagnosed() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123");
        NativeLibrary library = load(jar, file -> {
            throw new UnsatisfiedLinkError(file + ": failed to map segment from shared object");
        });
        assertThat(library.problem()).contains("noexec").contains("-Ddvcs.native.dir").contains(home.toString());
        assertThat(left()).isEmpty();
    }

    @Test
    void anOldCLibraryIsDiagnosed() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123");
        NativeLibrary library = load(jar, file -> {
            throw new UnsatisfiedLinkError("/lib/libc.so.6: version `GLIBC_2.34' not found");
        });
        assertThat(library.problem()).contains("C library is too old").contains("GLIBC_2.34");
    }

    @Test
    void anotherBuildIsRefused() throws Exception {
        NativeLibrary library = load(jar(NativeManifest.platform(), CODE, sha256(CODE), "other"), loaded::add);
        assertThat(library.loaded()).isFalse();
        assertThat(library.problem()).contains("abc123").contains("other");
    }

    @Test
    void anOverrideIsTriedAloneWithoutFallback() throws Exception {
        ClassLoader jar = jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123");
        System.setProperty(NativeLibrary.PATH_PROPERTY, "/does/not/exist.so");
        NativeLibrary library = load(jar, file -> {
            loaded.add(file);
            throw new UnsatisfiedLinkError("Can't load library: " + file);
        });
        assertThat(loaded).containsExactly(Path.of("/does/not/exist.so"));
        assertThat(library.loaded()).isFalse();
        assertThat(library.problem()).contains("-Ddvcs.native.path").contains("/does/not/exist.so");
    }

    @Test
    void anotherFolderCanBeNamed() throws Exception {
        Path other = folder.resolve("elsewhere");
        System.setProperty(NativeLibrary.FOLDER_PROPERTY, other.toString());
        load(jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123"), loaded::add);
        assertThat(loaded.get(0)).startsWithRaw(other);
    }

    @Test
    void aFolderThatCantBeMadeIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        System.setProperty(NativeLibrary.FOLDER_PROPERTY, file.resolve("below").toString());
        NativeLibrary library = load(jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123"), loaded::add);
        assertThat(library.problem()).contains("can't be created").contains("-Ddvcs.native.dir");
    }

    @Test
    void copiesThatACrashLeftAreSwept() throws Exception {
        Path old = Files.createDirectories(home.resolve("dvcs-native/load-old"));
        Files.createFile(old.resolve("libdvcs.so"));
        Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));
        Path fresh = Files.createDirectories(home.resolve("dvcs-native/load-of-another-node"));
        load(jar(NativeManifest.platform(), CODE, sha256(CODE), "abc123"), loaded::add);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void platformsAreSpelledAsInTheJar() {
        assertThat(NativeManifest.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeManifest.platform("Linux", "aarch64")).isEqualTo("linux-aarch_64");
        assertThat(NativeManifest.platform("Windows Server 2022", "amd64")).isEqualTo("windowsserver2022-x86_64");
    }
}
