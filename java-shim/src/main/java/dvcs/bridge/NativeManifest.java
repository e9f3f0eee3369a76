package dvcs.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What the jar says about the libraries it carries: {@code META-INF/native/manifest.properties}, written by CMake
 * (native/src/jni). Keys per platform: {@code <platform>.file}, {@code .sha256}, {@code .build_id}, {@code .glibc}.
 */
record NativeManifest(Properties values) {
    static final String FOLDER = "META-INF/native/";
    static final String LIBRARY = "libdvcs.so";

    /** Empty when the jar was built without native code. */
    static Optional<NativeManifest> read(ClassLoader jar) throws IOException {
        try (InputStream in = jar.getResourceAsStream(FOLDER + "manifest.properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties values = new Properties();
            values.load(in);
            return Optional.of(new NativeManifest(values));
        }
    }

    /** As os-maven-plugin spells it: linux-x86_64, linux-aarch_64. */
    static String platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static String platform(String name, String architecture) {
        String system = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
        String machine = switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> architecture.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "");
        };
        return system + "-" + machine;
    }

    /** Whether the jar has a library for the platform. */
    boolean has(String platform) {
        return values.getProperty(platform + ".file") != null;
    }

    String resource(String platform) {
        return FOLDER + values.getProperty(platform + ".file");
    }

    /** Empty, and so equal to no digest, when the manifest does not say it. */
    byte[] sha256(String platform) {
        String hex = values.getProperty(platform + ".sha256", "").trim();
        return hex.matches("([0-9a-f]{2})+") ? HexFormat.of().parseHex(hex) : new byte[0];
    }

    String glibc(String platform) {
        return values.getProperty(platform + ".glibc", "unknown");
    }

    String buildId(String platform) {
        return values.getProperty(platform + ".build_id", "");
    }
}
