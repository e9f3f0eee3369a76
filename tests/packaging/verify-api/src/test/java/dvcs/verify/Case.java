package dvcs.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plugin that was compiled against one API and meets another. */
final class Case {
    private final Jars jars;
    private final Map<String, byte[]> plugin = new TreeMap<>();
    private final Path compiledAgainst;
    private String[] api;

    Case(Path folder, String... api) throws IOException {
        jars = new Jars(folder);
        this.api = api;
        compiledAgainst = Jars.write(jars.folder("old").resolve("api.jar"), jars.compile(List.of(), api));
    }

    Case plugin(String... sources) throws IOException {
        plugin.putAll(jars.compile(List.of(compiledAgainst), sources));
        return this;
    }

    Case file(String name, String text) {
        plugin.put(name, Jars.text(text));
        return this;
    }

    Case optional(String packages) {
        return file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImport-Package: " + packages + ";resolution:=optional\n\n");
    }

    /** The same API but for these sources, which take the place of all of the former. */
    Case meets(String... sources) {
        api = sources;
        return this;
    }

    Report verify() throws IOException {
        Path lib = jars.folder("lib");
        Jars.write(lib.resolve("api.jar"), jars.compile(List.of(), api));
        try (var folder = JarFolders.open(List.of(lib))) {
            return Verification.of(PluginJar.read(Jars.write(lib.resolveSibling("plugin.jar"), plugin)), folder);
        }
    }
}
