package dvcs.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Every class that the plugin's class loader could find: ours, those of Jira's jars, the JDK's. */
final class World {
    private final PluginJar ours;
    private final JarFolders jars;
    private final Map<String, Optional<ApiClass>> found = new HashMap<>();
    private final TreeSet<String> unreadable = new TreeSet<>();

    World(PluginJar ours, JarFolders jars) {
        this.ours = ours;
        this.jars = jars;
    }

    Optional<ApiClass> find(String name) {
        Optional<ApiClass> known = found.get(name);
        if (known == null) {
            known = Optional.ofNullable(isOurs(name) ? ours.classes().get(name) : read(name));
            found.put(name, known);
        }
        return known;
    }

    boolean isOurs(String name) {
        return ours.classes().containsKey(name);
    }

    /** Sentences about classes that are there but damaged; to the references they are missing. */
    TreeSet<String> unreadable() {
        return unreadable;
    }

    private ApiClass read(String name) {
        try {
            byte[] bytes = jars.read(name);
            return bytes != null ? ApiClass.read(bytes) : ofJdk(name);
        } catch (IOException | IllegalArgumentException e) {
            unreadable.add("class " + Names.words(name) + " cannot be read: " + e.getMessage());
            return null;
        }
    }

    private static ApiClass ofJdk(String name) {
        try (var in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? null : ApiClass.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the JDK's own class " + name, e);
        }
    }
}
