package dvcs.bridge;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plugin updated in place: every class loader dies, no thread stays, two copies share nothing. */
final class LoadersMain {
    private static final int UPDATES = 5;
    private static final int ROUNDS = 60;

    private LoadersMain() {}

    public static void main(String[] arguments) throws Exception {
        ReferenceQueue<ClassLoader> cleared = new ReferenceQueue<>();
        List<WeakReference<ClassLoader>> dead = new ArrayList<>();
        for (int update = 0; update < UPDATES; update++) {
            dead.add(loadAndDrop(arguments, cleared));
        }
        for (int round = 0; round < ROUNDS && dead.stream().anyMatch(loader -> loader.get() != null); round++) {
            System.gc();
            cleared.remove(200); // reference processing is concurrent; ROUNDS bounds the wait
        }
        long alive = dead.stream().filter(loader -> loader.get() != null).count();
        Checks.that(alive == 0, alive + " of " + UPDATES + " class loaders are still alive");
        long threads;
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            threads = tasks.filter(task -> name(task).startsWith("dvcs-")).count();
        }
        Checks.that(threads == 0, threads + " native threads are still alive");
        long mapped;
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            mapped = lines.filter(line -> line.contains("libdvcs") && line.contains("r-xp")).count();
        }
        Checks.that(mapped <= UPDATES + 1, mapped + " copies are mapped");
        Checks.done();
    }

    private static WeakReference<ClassLoader> loadAndDrop(String[] arguments, ReferenceQueue<ClassLoader> cleared)
            throws Exception {
        Path copy = Files.createTempFile("libdvcs", ".so");
        Files.write(copy, Files.readAllBytes(Path.of(arguments[0])));
        URL classes = Path.of(arguments[2]).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Object probe = loader.loadClass("dvcs.bridge.LoaderProbe")
                    .getConstructor(String.class, String.class)
                    .newInstance(copy.toString(), arguments[1]);
            ((Runnable) probe).run();
            return new WeakReference<>(loader, cleared);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (java.io.IOException gone) {
            return "";
        }
    }
}
