package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars made from a few lines of Java, in a folder of the test's. */
final class Jars {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum) (\\w+)");

    private final Path folder;
    private int number;

    Jars(Path folder) {
        this.folder = folder;
    }

    /** An empty folder for a Jira's jars. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** The class files of sources that each hold one public type. */
    Map<String, byte[]> compile(List<Path> classPath, String... sources) throws IOException {
        Path output = folder("classes" + number++);
        var said = new StringWriter();
        var options = List.of("-proc:none", "-d", output.toString(), "-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
        boolean good = ToolProvider.getSystemJavaCompiler().getTask(said, null, null, options, null, Arrays.stream(sources).map(Source::new).toList()).call();
        assertThat(good).as(said.toString()).isTrue();
        var entries = new TreeMap<String, byte[]>();
        try (var files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(output.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    static Map<String, byte[]> read(Path jar) throws IOException {
        var entries = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).filter(each -> !each.isDirectory()).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:///" + find(PACKAGE, text).replace('.', '/') + "/" + find(TYPE, text) + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static String find(Pattern pattern, String text) {
            var matcher = pattern.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            return matcher.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
