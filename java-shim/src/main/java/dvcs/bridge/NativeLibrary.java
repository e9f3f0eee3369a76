package dvcs.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outcome of loading the core, kept as a value: Jira starts in any case, and the administrator reads the reason.
 *
 * @param loaded whether the natives may be called
 * @param problem why not, and what to do; empty when loaded
 * @param description what the core says of itself, JSON; empty when not loaded
 */
public record NativeLibrary(boolean loaded, String problem, String description) {
    /** Names a library to load instead of the jar's; there is no fallback when it does not load. */
    public static final String PATH_PROPERTY = "dvcs.native.path";

    /** Where to extract to instead of Jira's local home. */
    public static final String FOLDER_PROPERTY = "dvcs.native.dir";

    private static final Pattern BUILD_ID = Pattern.compile("\"build_id\"\\s*:\\s*\"([^\"]*)\"");

    public static NativeLibrary refused(String problem) {
        return new NativeLibrary(false, problem, "");
    }

    /** Loads the library; never throws. The caller's class loader owns it from then on. */
    public static NativeLibrary load(Path localHome) {
        // System.load binds the library to the loader of the class that calls it: this one, inside the plugin.
        return load(NativeLibrary.class.getClassLoader(), localHome, file -> System.load(file.toString()), Boundary.JNI);
    }

    static NativeLibrary load(ClassLoader jar, Path localHome, Consumer<Path> load, Boundary natives) {
        String override = System.getProperty(PATH_PROPERTY, "");
        try {
            if (!override.isEmpty()) {
                load.accept(Path.of(override).toAbsolutePath());
                return described(natives, "");
            }
            Optional<NativeManifest> manifest = NativeManifest.read(jar);
            String platform = NativeManifest.platform();
            if (manifest.isEmpty() || !manifest.get().has(platform)) {
                return refused("There is no native library for this platform (" + platform + ") in this jar. "
                        + "Install a build for it, or name a library with -D" + PATH_PROPERTY + "=FILE.");
            }
            String folder = System.getProperty(FOLDER_PROPERTY, "");
            Path root = folder.isEmpty() ? localHome.resolve("dvcs-native") : Path.of(folder);
            Extraction.run(jar, manifest.get().resource(platform), manifest.get().sha256(platform), root, load);
            return described(natives, manifest.get().buildId(platform));
        } catch (IOException | RuntimeException | LinkageError e) {
            return refused(words(e, override));
        }
    }

    private static NativeLibrary described(Boundary natives, String expectedBuild) {
        String description = new String(natives.describe(), StandardCharsets.UTF_8);
        Matcher build = BUILD_ID.matcher(description);
        String found = build.find() ? build.group(1) : "";
        if (!expectedBuild.isEmpty() && !expectedBuild.equals(found)) {
            return refused("The native library is of build '" + found + "', the plugin needs build '" + expectedBuild
                    + "'. Install the plugin's jar again.");
        }
        return new NativeLibrary(true, "", description);
    }

    private static String words(Throwable problem, String override) {
        String what = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        if (problem.getClass().getSimpleName().equals("IllegalCallerException")) {
            return "This JVM forbids native libraries (" + what + "). "
                    + "Add --enable-native-access=ALL-UNNAMED to CATALINA_OPTS and restart Jira.";
        }
        if (!override.isEmpty()) {
            return "The library named by -D" + PATH_PROPERTY + " does not load: " + what;
        }
        if (what.contains("GLIBC")) {
            return "This system's C library is too old for the plugin's native library: " + what;
        }
        return "The native library does not load: " + what;
    }
}
