package dvcs.bridge;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A file that exists while the core is at work and has not proved itself. Found at a start it means that the last life
 * ended without an orderly stop: a crash. After two in a row the core is not loaded.
 *
 * <p>A killed Jira (power, kill -9, out of memory) leaves the file too. So a life that stored something counts only when
 * the JVM left its error report, which it writes for a crash and never when it is killed.
 */
public final class CrashMarker {
    static final int LIMIT = 2;

    private final Path file;
    private final ErrorReports reports;
    private int crashes;
    private boolean useful;

    public CrashMarker(Path localHome) {
        this(localHome, ErrorReports.ofThisJvm());
    }

    CrashMarker(Path localHome, ErrorReports reports) {
        this.file = localHome.resolve("dvcs-native").resolve("running.properties");
        this.reports = reports;
    }

    /** To be called before loading. False: do not load. */
    public synchronized boolean mayLoad() throws IOException {
        crashes = crashesSoFar();
        if (crashes >= LIMIT) {
            write(false); // no life of the core is at stake now, the count stays
            return false;
        }
        useful = false;
        write(true);
        return true;
    }

    public static String problem() {
        return "Jira ended twice in a row while the native library was at work, so it was not loaded this time. "
                + "Look for hs_err_pid*.log in Jira's working folder, then disable and enable the plugin to let it try again.";
    }

    /** Something was stored: from now on only an error report makes the end of this life a crash. */
    public synchronized void useful() throws IOException {
        if (!useful) {
            useful = true;
            write(true);
        }
    }

    /** An orderly stop, some minutes of good life, or the administrator's wish to try again. */
    public synchronized void clear() throws IOException {
        crashes = 0;
        Files.deleteIfExists(file);
    }

    private int crashesSoFar() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        Properties last = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            last.load(in);
        } catch (IllegalArgumentException e) {
            return 0; // a damaged marker must not cost the administrator the plugin
        }
        int before = number(last.getProperty("crashes"));
        if (!Boolean.parseBoolean(last.getProperty("running"))) {
            return before;
        }
        boolean reported = reports.existsFor(last.getProperty("pid", ""), last.getProperty("folder", ""));
        boolean crashed = reported || !Boolean.parseBoolean(last.getProperty("useful"));
        return crashed ? before + 1 : 0;
    }

    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private void write(boolean running) throws IOException {
        Properties now = new Properties();
        now.setProperty("crashes", Integer.toString(crashes));
        now.setProperty("running", Boolean.toString(running));
        now.setProperty("useful", Boolean.toString(useful));
        now.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        now.setProperty("folder", Path.of("").toAbsolutePath().toString());
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("running.new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            now.store(out, "Present while the DVCS connector's native library is at work");
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
