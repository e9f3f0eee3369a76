package dvcs.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Our jar: its classes, the class names in its texts, and what its manifest imports. */
record PluginJar(Path file, Map<String, ApiClass> classes, Map<String, Boolean> imports, List<Reference> references) {
    private static final String CLASS = ".class";

    static PluginJar read(Path file) throws IOException {
        var classes = new LinkedHashMap<String, ApiClass>();
        var references = new ArrayList<Reference>();
        // Nobody has signed our own jar, and a manifest is all that is wanted of JarFile.
        try (var jar = new JarFile(file.toFile(), false)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                byte[] bytes;
                try (var in = jar.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                readEntry(entry.getName(), bytes, classes, references);
            }
            var manifest = jar.getManifest();
            String imports = manifest == null ? null : manifest.getMainAttributes().getValue("Import-Package");
            return new PluginJar(file, classes, Imports.parse(imports), references);
        }
    }

    private static void readEntry(String name, byte[] bytes, Map<String, ApiClass> classes, List<Reference> references) throws IOException {
        try {
            if (name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                ApiClass read = ApiClass.read(bytes);
                classes.put(read.name(), read);
                references.addAll(ClassReferences.of(bytes));
            } else if (name.startsWith("META-INF/plugin-components/")) {
                references.addAll(NamedClasses.inLines(name, new String(bytes, StandardCharsets.UTF_8)));
            } else if (name.equals("atlassian-plugin.xml")) {
                references.addAll(NamedClasses.inXml(name, bytes));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether the plugin starts without this package, and knows that it may be absent. */
    boolean isOptional(String dottedPackage) {
        return imports.getOrDefault(dottedPackage, false);
    }
}
