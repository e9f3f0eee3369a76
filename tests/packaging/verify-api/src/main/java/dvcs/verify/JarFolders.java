package dvcs.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of all jars in some folders. Of a class that is in several jars the first counts: the folders as given, their
 * jars by name, and last the jars that plugins carry in META-INF/lib, which are unpacked into a temporary folder.
 */
final class JarFolders implements Closeable {
    private static final String CLASS = ".class";

    private final Map<String, ZipFile> jarOfClass = new HashMap<>();
    private final List<ZipFile> open = new ArrayList<>();
    private final Set<String> packages = new HashSet<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Path unpacked;

    private JarFolders() throws IOException {
        unpacked = Files.createTempDirectory("verify-api");
    }

    static List<Path> jarsIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    static JarFolders open(List<Path> folders) throws IOException {
        var result = new JarFolders();
        try {
            var carried = new ArrayList<Path>();
            for (Path folder : folders) {
                for (Path jar : jarsIn(folder)) {
                    result.add(jar, carried);
                }
            }
            for (Path jar : carried) {
                result.add(jar, null);
            }
            return result;
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    /** @param carried takes the jars inside this one; null: not looked for */
    private void add(Path jar, List<Path> carried) {
        try {
            var zip = new ZipFile(jar.toFile());
            open.add(zip);
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                String name = entry.getName();
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
                    String className = name.substring(0, name.length() - CLASS.length());
                    jarOfClass.putIfAbsent(className, zip);
                    packages.add(Names.packageOf(className));
                } else if (carried != null && name.startsWith("META-INF/lib/") && name.endsWith(".jar")) {
                    carried.add(unpack(zip, entry, jar, carried.size()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            leftOut.add(shown(jar) + " cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The entry's own name is never used as a path: it comes from outside. */
    private Path unpack(ZipFile zip, ZipEntry entry, Path jar, int number) throws IOException {
        String inner = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        Path file = Files.createDirectory(unpacked.resolve(Integer.toString(number))).resolve(jar.getFileName() + "!" + inner);
        try (var in = zip.getInputStream(entry)) {
            Files.copy(in, file);
        }
        return file;
    }

    private String shown(Path jar) {
        return jar.startsWith(unpacked) ? jar.getFileName().toString() : jar.toString();
    }

    /** Null if no jar has it. */
    byte[] read(String className) throws IOException {
        ZipFile jar = jarOfClass.get(className);
        if (jar == null) {
            return null;
        }
        try (var in = jar.getInputStream(jar.getEntry(className + CLASS))) {
            return in.readAllBytes();
        }
    }

    boolean hasPackage(String dotted) {
        return packages.contains(dotted);
    }

    int jars() {
        return open.size();
    }

    int classes() {
        return jarOfClass.size();
    }

    /** A sentence for each jar that could not be read. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public void close() throws IOException {
        for (ZipFile zip : open) {
            zip.close();
        }
        try (var files = Files.walk(unpacked)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
